-- The rows that examples are made of. Of several rows of one property the first one listed here counts, so the order
-- is the rule: a human label before a model's, then the newest. A row without a source has a human label.
-- Answers of a model in a daily run are marked and not trained on: a model that learns from its own answers becomes
-- more certain of its mistakes. of_model marks the labels of another system's model (leads import), of which as many
-- count as training.max-model-label-share says; a label that came with the table counts, whatever its source.
-- A person's label belongs to the listing as it was when it was judged; where that tells no lot or year, the record does.
-- The index property_scans_by_rank has this order, read backwards; another order needs a sort, a second for a million rows.
-- Add a "where" to train on a part, for example: where coalesce(label_source, 'human') = 'human'
select address, link, classification,
       iif(judged_facts is null, snippet, judged_facts ->> '$.snippet') as snippet,
       iif(judged_facts is null, price, judged_facts ->> '$.price') as price,
       iif(trim(told_lot) not in ('', '0'), told_lot, coalesce(record_lot, told_lot)) as lot_size,
       iif(trim(told_year) not in ('', '0'), told_year, coalesce(record_year, told_year)) as year_built,
       record_building_area, record_land_value, record_building_value, record_zoning, record_last_sold,
       iif(label_source = 'model' and label_origin is null and coalesce(fingerprint, classified_fingerprint) is not null, 1, null) as own_answer,
       iif(label_source = 'model' and label_origin is not null, 1, null) as of_model
from (select *, rowid as told_row,
             iif(judged_facts is null, lot_size, judged_facts ->> '$.lot_size') as told_lot,
             iif(judged_facts is null, year_built, judged_facts ->> '$.year_built') as told_year
      from property_scans) scans
left join prompt_facts facts on facts.property_key = scans.property_key and :#${properties:prompt.facts} = 'true'
order by coalesce(label_source, 'human') = 'human' desc, classified_at desc, told_row desc
