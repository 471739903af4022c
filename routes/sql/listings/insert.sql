insert into property_scans (address, snippet, price, lot_size, year_built, beds, baths, square_feet, status, source,
                            link, property_key, fingerprint, first_seen, last_seen, first_run, last_run, town)
select :#address, :#snippet, :#price, :#lot_size, :#year_built, :#beds, :#baths, :#square_feet, :#status, :#source,
       :#link, :#key, :#fingerprint, :#${variable.run[run_date]}, :#${variable.run[run_date]},
       :#${variable.run[id]}, :#${variable.run[id]}, :#town
where not exists (select 1 from property_scans where property_key = :#key)
