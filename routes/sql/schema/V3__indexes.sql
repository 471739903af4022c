create index if not exists property_scans_by_key on property_scans (property_key);
