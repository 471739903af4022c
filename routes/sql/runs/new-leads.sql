-- The properties that this run made leads for the first time, and for which the hook was not called yet, as a JSON list.
select coalesce(json_group_array(json_object(
    'hook', 'custom-lead', 'key', property_key, 'run_key', run_key, 'date', run_date, 'location', location,
    'address', address, 'price', price, 'lot_size', lot_size, 'year_built', year_built, 'beds', beds, 'baths', baths,
    'square_feet', square_feet, 'status', status, 'label', label, 'confidence', confidence, 'snippet', snippet,
    'link', link, 'source', source)), '[]') as leads
from (select scans.*, scans.classification as label, run.run_key, run.run_date, run.location
      from runs run
      join answers on answers.run_id = run.id
      join property_scans scans on scans.property_key = answers.property_key
       and scans.rowid = (select max(same.rowid) from property_scans same
                          where same.property_key = scans.property_key and same.fingerprint is not null)
      where run.id = :#${variable.run[id]}
        and answers.label in (:#in:${properties:leads.labels}) and scans.classification in (:#in:${properties:leads.labels})
        and not exists (select 1 from answers before
                        where before.property_key = answers.property_key and before.run_id < run.id
                          and before.label in (:#in:${properties:leads.labels}))
        and not exists (select 1 from deliveries where kind = 'custom-lead' and ref = answers.property_key)
      order by scans.confidence desc, scans.rowid)
