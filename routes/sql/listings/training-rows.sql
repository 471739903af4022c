-- The rows that examples are made of. Of several rows of one property the first one listed here counts, so the order
-- is the rule: a human label before a model's, then the newest. A row without a source has a human label.
-- Answers of a model in a daily run are marked and not trained on: a model that learns from its own answers becomes
-- more certain of its mistakes. of_model marks the labels of another system's model (leads import), of which as many
-- count as training.max-model-label-share says; a label that came with the table counts, whatever its source.
-- A person's label belongs to the listing as it was when it was judged.
-- The index property_scans_by_rank has this order, read backwards; another order needs a sort, a second for a million rows.
-- Add a "where" to train on a part, for example: where coalesce(label_source, 'human') = 'human'
select address, link, classification,
       iif(judged_facts is null, snippet, judged_facts ->> '$.snippet') as snippet,
       iif(judged_facts is null, price, judged_facts ->> '$.price') as price,
       iif(judged_facts is null, lot_size, judged_facts ->> '$.lot_size') as lot_size,
       iif(judged_facts is null, year_built, judged_facts ->> '$.year_built') as year_built,
       label_source = 'model' and label_origin is null and fingerprint is not null as own_answer,
       label_source = 'model' and label_origin is not null as of_model
from property_scans
order by coalesce(label_source, 'human') = 'human' desc, classified_at desc, rowid desc
