-- Without a fingerprint, which searches give: these are no leads yet, and no model is asked about them before a search finds them.
insert into property_scans (address, snippet, price, lot_size, year_built, beds, baths, square_feet, status, source, link,
                            property_key, first_seen, last_seen)
select address, snippet, price, lot_size, year_built, beds, baths, square_feet, status, source, link, property_key,
       first_seen, nullif(date(last_seen), '')
from import_properties found
where not exists (select 1 from property_scans known where known.property_key = found.property_key)
