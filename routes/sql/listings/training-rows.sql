-- The rows that examples are made of. Of several rows of one property the first one listed here counts, so the order
-- is the rule: a human label before a model's, then the newest. A row that says not whose label it has is a human's.
-- What a model answered in a daily run is marked and not trained on: a model that learns from its own answers grows
-- surer of its mistakes. A label that came with the table counts, whoever gave it.
-- The index property_scans_by_rank has this order, read from its end; another order is sorted, at a second a million rows.
-- Add a "where" to train on a part, for example: where coalesce(label_source, 'human') = 'human'
select address, link, snippet, price, lot_size, year_built, classification,
       label_source = 'model' and fingerprint is not null as own_answer
from property_scans
order by coalesce(label_source, 'human') = 'human' desc, classified_at desc, rowid desc
