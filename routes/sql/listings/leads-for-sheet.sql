-- Leads that differ from the sheet, and properties in it that are no longer leads. Of several rows of one property the
-- newest counts, which is the one that searches keep up to date. former_keys: the keys, one a line, under which the
-- sheet may have the property since before the rules of keys changed. With a tab for each town those of one town, and of the first also those of no town.
-- version: what was written, the lead and its facts. only_facts: 1 when the lead is as it was written, so that a row that its
-- owner deleted stays away.
select date, address, price, lot_size, year_built, label, confidence, snippet, link, source, status, model, property_key,
       lot_sqft, score, facts, why, former_keys, version,
       iif(written = lead or substr(written, 1, length(lead) + 3) = lead || ' | ', 1, 0) as only_facts
from (select scans.first_seen as date, scans.address, scans.price, scans.lot_size, scans.year_built,
             scans.classification as label, scans.confidence, scans.snippet, scans.link, scans.source,
             iif(scans.label_source = 'human' and scans.judged_facts is not null,
                 scans.status || ', changed since your verdict', scans.status) as status,
             scans.model, scans.property_key, told.lot_sqft, min(99, round(100 * scans.confidence)) as score, told.facts,
             scans.reason as why, scans.rowid as scan, deliveries.version as written, changes.lead,
             changes.lead || coalesce(' | ' || told.facts, '') as version,
             (select group_concat(former_key, char(10)) from former_keys
              where former_keys.property_key = scans.property_key) as former_keys
      from property_scans scans
      join told_facts told on told.scan = scans.rowid
      join (select rowid as scan,
                   fingerprint || ' ' || classification || ' ' || status
                   || iif(label_source = 'human' and judged_facts is not null, ' changed', '') as lead
            from property_scans) changes on changes.scan = scans.rowid
      left join deliveries on deliveries.kind = 'sheet' and deliveries.ref = scans.property_key
      where scans.fingerprint is not null
        and scans.rowid = (select max(same.rowid) from property_scans same
                           where same.property_key = scans.property_key and same.fingerprint is not null)
        and (scans.classification in (:#in:${properties:leads.labels}) or deliveries.ref is not null)
        and scans.classification is not null
        and (:#${variable.town} = '' or scans.town = :#${variable.town} or scans.town is null and :#${variable.place[first]} = 'true'))
where written is not version
order by date, confidence desc, scan
