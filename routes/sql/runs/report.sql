-- The report of a run for the digest, the terminal and scripts, as one JSON document.
select json_object(
  'run_key', run.run_key, 'date', run.run_date, 'state', run.state, 'location', run.location,
  'towns', json((select json_group_array(trim(value)) from json_each('[' || replace(json_quote(run.location), '|', '","') || ']'))),
  'error', run.error,
  'note', run.note, 'what_to_do', (select what_to_do from alerts where key = 'run-' || run.run_key),
  'model', run.model, 'model_reason', run.model_reason,
  'started_at', run.started_at, 'finished_at', run.finished_at,
  'seconds', round((julianday(coalesce(run.finished_at, leads_now())) - julianday(run.started_at)) * 86400, 1),
  'searches', (select count(*) from searches where run_id = run.id),
  'results', (select count(*) from sightings where run_id = run.id),
  'found', (select count(distinct property_key) from sightings where run_id = run.id),
  'new', (select count(*) from property_scans where fingerprint is not null and first_run = run.id),
  'changed', (select count(*) from property_scans where changed_run = run.id and first_run is not run.id),
  'classified', (select count(*) from answers where run_id = run.id),
  'waiting', (select count(*) from property_scans
              where fingerprint is not null
                and (classification is null or (label_source = 'model' and classified_fingerprint is not fingerprint))
                and instr(',' || :#${properties:search.statuses} || ',', ',' || status || ',') > 0),
  'labels', json((select coalesce(json_group_array(json_object('label', label, 'count', n)), '[]')
             from (select label, count(*) as n from answers where run_id = run.id group by label order by n desc, label))),
  'skip_reasons', json((select coalesce(json_group_array(json_object('reason', reason, 'count', n)), '[]')
               from (select skip_reason as reason, count(*) as n from sightings
                     where run_id = run.id and skip_reason is not null group by skip_reason order by n desc, skip_reason))),
  'input_tokens', (select coalesce(sum(input_tokens), 0) from spend where run_id = run.id),
  'output_tokens', (select coalesce(sum(output_tokens), 0) from spend where run_id = run.id),
  'usd', (select iif(count(*) = 0, 0, max(usd)) from run_costs where run_id = run.id),
  'search_fees', iif(cast(:#${properties:prices.search} as real) > 0, 'counted', 'not known'),
  'failures', json((select coalesce(json_group_array(json_object(
                  'step', step, 'error', error, 'advice', advice, 'exit_code', exit_code)), '[]')
            from (select * from failed_steps where run_id = run.id order by id))),
  'sheet_link', iif(coalesce(:#${properties:sheets.spreadsheet-id}, '') = '', '', :#${properties:sheets.link}),
  'map_link', :#${properties:links.map}, 'assessor_link', :#${properties:links.assessor},
  'sold', json((select coalesce(json_group_array(json_object(
                  'address', address, 'price', price, 'link', link, 'first_seen', first_seen)), '[]')
            from (select address, link, first_seen, nullif(cast(replace(replace(trim(price), ',', ''), '$', '') as real), 0) as price
                  from property_scans scans
                  where scans.rowid = (select max(same.rowid) from property_scans same
                                       where same.property_key = scans.property_key and same.fingerprint is not null)
                    and property_key in (select property_key from sold_leads where run_id = run.id)
                  order by address))),
  'report_link', replace(:#${properties:links.report}, '{run}', run.run_key || '.html'),
  'judge_tab', :#${properties:sheets.judge-tab},
  'to_judge', (select count(*) from judge_samples where day = run.run_date),
  'since_verdict', json((select coalesce(json_group_array(json_object(
                  'address', address, 'price', price, 'label', classification, 'link', link)), '[]')
            from (select address, classification, link,
                         iif(typeof(price) <> 'text', price,
                             iif(digits <> '' and digits not glob '*[^0-9.]*', cast(digits as real), null)) as price
                  from (select *, rowid, replace(replace(trim(price), ',', ''), '$', '') as digits from property_scans)
                  where changed_run = run.id and label_source = 'human' and judged_facts is not null order by rowid))),
  'alerts', json((select coalesce(json_group_array(json_object('what', what, 'what_to_do', what_to_do)), '[]')
             from (select what, what_to_do from alerts
                   where told_by = 'leads-' || run.run_key and kind <> 'run' order by id))),
  'leads', json((select coalesce(json_group_array(json_object(
                  'date', date, 'address', address, 'price', price, 'lot_size', lot_size, 'year_built', year_built,
                  'beds', beds, 'baths', baths, 'square_feet', square_feet, 'label', label, 'confidence', confidence,
                  'snippet', snippet, 'link', link, 'source', source, 'key', property_key, 'fingerprint', fingerprint,
                  'town', town, 'status', status, 'changed', changed, 'was', was, 'section', section,
                  'days', days, 'place', place, 'record', json(record), 'reason', reason, 'facts', facts,
                  'score', min(99, cast(round(100 * confidence) as integer)), 'relisted', relisted,
                  'price_per_lot_sqft', price_per_lot_sqft, 'price_per_building_sqft', price_per_building_sqft)), '[]')
            from (select *, iif(changed, iif(was > price, 'price cut', 'changed'), 'new') as section
                  from (select scans.first_seen as date, scans.address, scans.lot_size,
                               iif(typeof(scans.price) <> 'text', scans.price,
                                   iif(digits <> '' and digits not glob '*[^0-9.]*', cast(digits as real), null)) as price,
                               iif(typeof(scans.year_built) = 'text', nullif(cast(scans.year_built as integer), 0), scans.year_built) as year_built,
                               iif(typeof(scans.beds) = 'text', nullif(cast(scans.beds as real), 0), scans.beds) as beds,
                               iif(typeof(scans.baths) = 'text', nullif(cast(scans.baths as real), 0), scans.baths) as baths,
                               iif(typeof(scans.square_feet) = 'text', nullif(cast(scans.square_feet as real), 0), scans.square_feet) as square_feet,
                               coalesce(scans.classification, answers.label) as label,
                               iif(typeof(scans.confidence) = 'text', nullif(cast(scans.confidence as real), 0), scans.confidence) as confidence,
                               scans.snippet, scans.link, scans.source, scans.status, scans.town, scans.property_key, scans.fingerprint,
                               scans.first_run is not run.id as changed, scans.reason, told.facts,
                               told.price_per_lot_sqft, told.price_per_building_sqft,
                               (select iif(history.status in ('sold', 'off_market') and scans.status = 'for_sale',
                                           replace(history.status, '_', ' ') || ' since ' || history.day, null)
                                from property_history history
                                where history.property_key = scans.property_key and history.day < run.run_date
                                  and history.status is not null
                                order by history.day desc limit 1) as relisted,
                               cast(julianday(run.run_date) - julianday(scans.first_seen) as integer) as days,
                               (select history.price from property_history history
                                where history.property_key = scans.property_key and history.day < run.run_date
                                  and history.price is not null
                                order by history.day desc limit 1) as was,
                               (select json_object('why', parcels.why, 'parcel', iif(parcels.state = 'found', parcels.record, null), 'building', parcels.building, 'lot', facts.lot_sqft,
                                                   'acres', facts.lot_acres, 'year', facts.year_built, 'land_share', facts.land_share, 'zoning', zoning_facts.words)
                                from parcels left join parcel_facts facts on facts.property_key = parcels.property_key
                                left join zoning_facts on zoning_facts.property_key = parcels.property_key
                                where parcels.property_key = scans.property_key) as record,
                               (select :#${properties:sheets.link} || char(35) || 'gid=' || tab || '&range=A' || row || ':A' || row
                                from sheet_places
                                where kind = 'sheet' and sheet_places.property_key = scans.property_key
                                  and :#${properties:sheets.link} like 'http%') as place
                        from answers
                        join (select *, rowid as scan, replace(replace(trim(price), ',', ''), '$', '') as digits from property_scans) scans
                          on scans.property_key = answers.property_key and scans.fingerprint is not null
                        join told_facts told on told.scan = scans.scan
                        where answers.run_id = run.id
                          and instr(',' || :#${properties:leads.labels} || ',', ',' || answers.label || ',') > 0
                          and not exists (select 1 from told_leads
                                          where told_leads.lead_key = scans.property_key
                                            and coalesce(told_leads.run_id, run.id) = run.id
                                            and iif(told_leads.fingerprint is null, scans.first_run = run.id,
                                                    told_leads.fingerprint = scans.fingerprint)))
                  order by iif(run.location like '%|%', instr(run.location, coalesce(town, '')), 0),
                           iif(run.location like '%|%', coalesce(town, ''), ''),
                           instr('new price cut changed', section),
                           iif(:#${properties:leads.order} = 'price', price is null, 0),
                           iif(:#${properties:leads.order} = 'price', price, 0),
                           iif(:#${properties:leads.order} = 'new', date, '') desc, confidence desc, price)))
) as report
from runs run
where run.id = :#${variable.run[id]}
