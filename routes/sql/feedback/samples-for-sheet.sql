-- What was drawn and is in the second tab not yet, unless it was judged or became a lead meanwhile.
-- A cross join, so that the draws are walked and not the whole table.
select scans.first_seen as date, scans.address, scans.price, scans.lot_size, scans.year_built,
       scans.classification as label, scans.confidence, scans.snippet, scans.link, scans.source, scans.status,
       scans.model, scans.property_key, told.lot_sqft, min(99, round(100 * scans.confidence)) as score, told.facts,
       scans.reason as why, null as former_keys, samples.day as version
from judge_samples samples
cross join property_scans scans on scans.property_key = samples.property_key
join told_facts told on told.scan = scans.rowid
left join deliveries on deliveries.kind = 'judge' and deliveries.ref = scans.property_key
where deliveries.ref is null and scans.label_source = 'model'
  and scans.classification not in (:#in:${properties:leads.labels})
group by scans.property_key having scans.rowid = max(scans.rowid)
order by samples.day, samples.why, scans.rowid
