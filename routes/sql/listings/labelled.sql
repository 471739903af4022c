-- What the owner has judged, the newest first, as it was when it was judged and with its record: from these a question's examples are chosen.
-- The order is that of training-rows.sql. Its index is searched by "= 1", so that a million rows of a model are not looked at where the
-- owner's are few. The limit bounds the work of one question to some milliseconds.
select address, link, classification,
       iif(judged_facts is null, snippet, judged_facts ->> '$.snippet') as snippet,
       iif(judged_facts is null, price, judged_facts ->> '$.price') as price,
       iif(trim(told_lot) not in ('', '0'), told_lot, coalesce(record_lot, told_lot)) as lot_size,
       iif(trim(told_year) not in ('', '0'), told_year, coalesce(record_year, told_year)) as year_built,
       record_building_area, record_land_value, record_building_value, record_zoning, record_last_sold
from (select *, rowid as told_row,
             iif(judged_facts is null, lot_size, judged_facts ->> '$.lot_size') as told_lot,
             iif(judged_facts is null, year_built, judged_facts ->> '$.year_built') as told_year
      from property_scans) scans
left join prompt_facts facts on facts.property_key = scans.property_key and :#${properties:prompt.facts} = 'true'
where (coalesce(label_source, 'human') = 'human') = 1 and trim(classification) collate nocase in (:#in:${properties:classify.labels})
order by classified_at desc, told_row desc
limit 1000
