-- What the owner has judged, the newest first, as it was when it was judged: from these a question's examples are chosen.
-- The limit bounds the work of one question; it is some milliseconds.
select address, classification,
       iif(judged_facts is null, snippet, judged_facts ->> '$.snippet') as snippet,
       iif(judged_facts is null, price, judged_facts ->> '$.price') as price,
       iif(judged_facts is null, lot_size, judged_facts ->> '$.lot_size') as lot_size,
       iif(judged_facts is null, year_built, judged_facts ->> '$.year_built') as year_built
from property_scans
where coalesce(label_source, 'human') = 'human' and classification in (:#in:${properties:classify.labels})
order by classified_at desc, rowid desc
limit 1000
