create temp table import_properties (
    property_key text primary key, address text, snippet text, price real, lot_size text, year_built integer, beds real,
    baths real, square_feet integer, status text, source text, link text, first_seen text, last_seen text)
