-- Properties that are new or changed since they were classified, except those that a person has classified. Where the
-- listing tells no lot or year, the record does; of two columns of a name the last counts.
select scans.rowid as scan, scans.*,
       iif(trim(scans.lot_size) not in ('', '0'), scans.lot_size, coalesce(record_lot, scans.lot_size)) as lot_size,
       iif(trim(scans.year_built) not in ('', '0'), scans.year_built, coalesce(record_year, scans.year_built)) as year_built,
       record_building_area, record_land_value, record_building_value, record_zoning, record_last_sold
from property_scans scans
left join prompt_facts facts on facts.property_key = scans.property_key and :#${properties:prompt.facts} = 'true'
where fingerprint is not null
  and (classification is null or (label_source = 'model' and classified_fingerprint is not fingerprint))
  and status in (:#in:${properties:search.statuses})
order by first_run desc, scans.rowid
