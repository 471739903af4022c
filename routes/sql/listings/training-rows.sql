-- The rows that examples are made of. Of several rows of one property the first one listed here counts, so the order
-- is the rule: a human label before a model's, then the newest. A row without a source has a human label.
-- Answers of a model in a daily run are marked and not trained on: a model that learns from its own answers becomes
-- more certain of its mistakes. A label that came with the table counts, whatever its source.
-- The index property_scans_by_rank has this order, read backwards; another order needs a sort, a second for a million rows.
-- Add a "where" to train on a part, for example: where coalesce(label_source, 'human') = 'human'
select address, link, snippet, price, lot_size, year_built, classification,
       label_source = 'model' and fingerprint is not null as own_answer
from property_scans
order by coalesce(label_source, 'human') = 'human' desc, classified_at desc, rowid desc
