create index if not exists property_scans_by_key on property_scans (property_key);

-- The order of training-rows.sql, whose rows come at once then and need not be sorted first.
create index if not exists property_scans_by_rank
    on property_scans (coalesce(label_source, 'human') = 'human', classified_at);
