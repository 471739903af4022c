-- Spellings of one property become one row: what was seen last counts, and the other adds what that lacks.
insert into import_properties (property_key, address, snippet, price, lot_size, year_built, beds, baths, square_feet,
                               status, source, link, first_seen, last_seen)
values (:#key, :#address, :#snippet, cast(:#price as real), :#lot_size, cast(:#year_built as integer), :#beds, :#baths,
        cast(:#square_feet as integer), :#status, :#source, :#link, date(:#first_seen), coalesce(datetime(:#last_seen), ''))
on conflict (property_key) do update
set address     = iif(excluded.last_seen >= last_seen, excluded.address, address),
    snippet     = iif(excluded.last_seen >= last_seen, coalesce(excluded.snippet, snippet), coalesce(snippet, excluded.snippet)),
    price       = iif(excluded.last_seen >= last_seen, coalesce(excluded.price, price), coalesce(price, excluded.price)),
    lot_size    = iif(excluded.last_seen >= last_seen, coalesce(excluded.lot_size, lot_size), coalesce(lot_size, excluded.lot_size)),
    year_built  = coalesce(year_built, excluded.year_built),
    beds        = coalesce(beds, excluded.beds),
    baths       = coalesce(baths, excluded.baths),
    square_feet = coalesce(square_feet, excluded.square_feet),
    status      = iif(status = 'unknown' or excluded.last_seen >= last_seen and excluded.status <> 'unknown', excluded.status, status),
    source      = coalesce(source, excluded.source),
    link        = coalesce(link, excluded.link),
    first_seen  = min(coalesce(first_seen, excluded.first_seen), coalesce(excluded.first_seen, first_seen)),
    last_seen   = max(last_seen, excluded.last_seen)
