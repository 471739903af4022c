insert into property_scans (address, snippet, price, lot_size, year_built, beds, baths, square_feet, status, source, link,
                            classification, label_source, classified_at)
select :#address, :#snippet, cast(:#price as real), :#lot_size, cast(:#year_built as integer), cast(:#beds as real),
       cast(:#baths as real), cast(:#square_feet as integer), :#status, :#source, :#link, :#classification,
       :#label_source, :#classified_at
where not exists (select 1 from property_scans where address = :#address)
