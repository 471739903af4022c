-- What the owner has judged, the newest first, as it was when it was judged: from these a question's examples are chosen.
-- The order is that of training-rows.sql and its index. The limit bounds the work of one question to some milliseconds.
select address, link, classification,
       iif(judged_facts is null, snippet, judged_facts ->> '$.snippet') as snippet,
       iif(judged_facts is null, price, judged_facts ->> '$.price') as price,
       iif(judged_facts is null, lot_size, judged_facts ->> '$.lot_size') as lot_size,
       iif(judged_facts is null, year_built, judged_facts ->> '$.year_built') as year_built
from property_scans
where coalesce(label_source, 'human') = 'human' and trim(classification) collate nocase in (:#in:${properties:classify.labels})
order by coalesce(label_source, 'human') = 'human' desc, classified_at desc, rowid desc
limit 1000
