-- Leads that the sheet does not show as they stand now, and properties in it that are no leads any more.
select scans.first_seen as date, scans.address, scans.price, scans.lot_size, scans.year_built,
       scans.classification as label, scans.confidence, scans.snippet, scans.link, scans.source, scans.status,
       scans.model, scans.property_key, scans.fingerprint || ' ' || scans.classification || ' ' || scans.status as version
from property_scans scans
left join deliveries on deliveries.kind = 'sheet' and deliveries.ref = scans.property_key
where scans.fingerprint is not null
  and (instr(',' || :#${properties:leads.labels} || ',', ',' || scans.classification || ',') > 0 or deliveries.ref is not null)
  and deliveries.version is not scans.fingerprint || ' ' || scans.classification || ' ' || scans.status
  and scans.classification is not null
order by scans.first_seen, scans.confidence desc, scans.rowid
limit 500
