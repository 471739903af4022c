alter table sightings rename column left_out to skip_reason;
