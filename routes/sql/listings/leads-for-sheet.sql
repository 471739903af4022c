-- Leads that differ from the sheet, and properties in it that are no longer leads. Of several rows of one property the
-- newest counts, which is the one that searches keep up to date. former_keys: the keys, one a line, under which the
-- sheet may have the property since before the rules of keys changed. With a tab for each town those of one town, and of the first also those of no town.
select scans.first_seen as date, scans.address, scans.price, scans.lot_size, scans.year_built,
       scans.classification as label, scans.confidence, scans.snippet, scans.link, scans.source,
       iif(scans.label_source = 'human' and scans.judged_facts is not null,
           scans.status || ', changed since your verdict', scans.status) as status,
       scans.model, scans.property_key, told.lot_sqft, min(99, round(100 * scans.confidence)) as score, told.facts,
       scans.reason as why,
       (select group_concat(former_key, char(10)) from former_keys
        where former_keys.property_key = scans.property_key) as former_keys,
       scans.fingerprint || ' ' || scans.classification || ' ' || scans.status || iif(scans.label_source = 'human' and scans.judged_facts is not null, ' changed', '') as version
from property_scans scans
join told_facts told on told.scan = scans.rowid
left join deliveries on deliveries.kind = 'sheet' and deliveries.ref = scans.property_key
where scans.fingerprint is not null
  and scans.rowid = (select max(same.rowid) from property_scans same
                     where same.property_key = scans.property_key and same.fingerprint is not null)
  and (scans.classification in (:#in:${properties:leads.labels}) or deliveries.ref is not null)
  and deliveries.version is not scans.fingerprint || ' ' || scans.classification || ' ' || scans.status || iif(scans.label_source = 'human' and scans.judged_facts is not null, ' changed', '')
  and scans.classification is not null
  and (:#${variable.town} = '' or scans.town = :#${variable.town} or scans.town is null and :#${variable.place[first]} = 'true')
order by scans.first_seen, scans.confidence desc, scans.rowid
