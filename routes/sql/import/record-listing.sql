insert into import_listings (listing_id, property_key) values (:#id, :#key)
