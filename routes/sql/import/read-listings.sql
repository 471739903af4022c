select * from old.listings
