insert into zoning (town, district, minimum_lot, frontage, maximum_ratio, note)
select value ->> '$.town', value ->> '$.district', value ->> '$.minimum_lot', value ->> '$.frontage', value ->> '$.maximum_ratio',
       value ->> '$.note'
from json_each(:#${body})
where true
on conflict (town, district) do update
set minimum_lot = excluded.minimum_lot, frontage = excluded.frontage, maximum_ratio = excluded.maximum_ratio, note = excluded.note
