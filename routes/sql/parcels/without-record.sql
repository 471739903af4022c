-- Properties without a record that is still good, the newest first, also those of earlier runs whose request failed. A run asks
-- for what searches found; a command for all properties that were never asked for, or, with enrich-all, for which there was no
-- record or an old one, each once since it began.
select property_key, address, min(rowid) as first
from property_scans scans
where address is not null and property_key is not null
  and (:#${variable.run[kind]} in ('enrich', 'enrich-all')
       or fingerprint is not null and status in (:#in:${properties:search.statuses}))
  and not exists (select 1 from parcels
                  where parcels.property_key = scans.property_key
                    and case :#${variable.run[kind]}
                        when 'enrich' then 1
                        when 'enrich-all' then julianday(asked_at) >= julianday(:#${variable.run[started_at]})
                                               or state = 'found' and julianday(until) > julianday(leads_now())
                        else julianday(until) > julianday(leads_now()) end)
group by property_key
order by max(first_run) desc, first
