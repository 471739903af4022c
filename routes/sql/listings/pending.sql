-- Properties that are new or changed since they were classified, except those that a person has classified.
select rowid as scan, *
from property_scans
where fingerprint is not null
  and (classification is null or (label_source = 'model' and classified_fingerprint is not fingerprint))
  and status in (:#in:${properties:search.statuses})
order by first_run desc, rowid
