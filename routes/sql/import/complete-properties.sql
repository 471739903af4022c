-- A property that is here already keeps what is known of it, and gets what is not.
update property_scans
set snippet     = coalesce(nullif(trim(property_scans.snippet), ''), found.snippet),
    price       = coalesce(property_scans.price, found.price),
    lot_size    = coalesce(property_scans.lot_size, found.lot_size),
    year_built  = coalesce(property_scans.year_built, found.year_built),
    beds        = coalesce(property_scans.beds, found.beds),
    baths       = coalesce(property_scans.baths, found.baths),
    square_feet = coalesce(property_scans.square_feet, found.square_feet),
    status      = coalesce(nullif(property_scans.status, 'unknown'), found.status),
    source      = coalesce(property_scans.source, found.source),
    link        = coalesce(property_scans.link, found.link),
    first_seen  = min(coalesce(property_scans.first_seen, found.first_seen), coalesce(found.first_seen, property_scans.first_seen))
from import_properties found
where property_scans.rowid = (select known.rowid from property_scans known
                              where known.property_key = found.property_key
                              order by known.fingerprint is not null desc, known.rowid desc limit 1)
