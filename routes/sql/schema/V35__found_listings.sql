-- What searches found, which may be few of the rows that a table came with; a run looks at these alone.
create index if not exists property_scans_found on property_scans (first_run) where fingerprint is not null;
create index if not exists property_scans_changed on property_scans (changed_run) where changed_run is not null;
