-- Listings without a record that is still good, the newest first, also those of earlier runs whose request failed.
select scans.property_key, scans.address
from property_scans scans
where scans.fingerprint is not null and scans.address is not null
  and scans.status in (:#in:${properties:search.statuses})
  and not exists (select 1 from parcels
                  where parcels.property_key = scans.property_key
                    and julianday(parcels.until) > julianday(leads_now()))
order by scans.first_run desc, scans.rowid
limit cast(:#${properties:parcels.per-run} as integer)
