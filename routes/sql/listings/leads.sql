-- All leads; of several rows of one property the newest counts.
select first_seen as date, address, price, lot_size, year_built, classification as label, confidence, snippet, link,
       source, iif(label_source = 'human' and judged_facts is not null, status || ', changed since your verdict', status) as status,
       model, property_key, told.lot_sqft, min(99, round(100 * confidence)) as score, told.facts, reason as why
from property_scans scans
join told_facts told on told.scan = scans.rowid
where fingerprint is not null and scans.rowid = (select max(same.rowid) from property_scans same
               where same.property_key = scans.property_key and same.fingerprint is not null)
  and classification in (:#in:${properties:leads.labels})
order by first_seen desc, confidence desc, scans.rowid
