select * from old.price_history
