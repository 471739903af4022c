-- Which property a listing of the old system is; of one that is none the key is empty.
create temp table import_listings (listing_id integer primary key, property_key text)
