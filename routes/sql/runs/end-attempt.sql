-- The outcome of the last attempt, and the present totals of its step.
update run_steps
set state = iif(state = 'running', 'done', state),
    finished_at = strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()),
    result = case step
        when 'search' then (
            select json_object('searches', (select count(*) from searches where searches.run_id = run_steps.run_id),
                               'results', count(*), 'properties', count(distinct iif(skip_reason is null, property_key, null)))
            from sightings where sightings.run_id = run_steps.run_id)
        when 'enrich' then (
            select json_object('requests', sum(error is null), 'addresses', sum(addresses), 'error', max(error))
            from parcel_requests where parcel_requests.run_id = run_steps.run_id)
        when 'classify' then (
            select json_object('classified', (select count(*) from answers where answers.run_id = run_steps.run_id),
                               'model', model, 'note', note)
            from runs where runs.id = run_steps.run_id)
        when 'publish' then (
            select json_object('rows', count(*)) from deliveries
            where kind = 'sheet' and at >= strftime('%Y-%m-%dT%H:%M:%SZ', started_at))
        when 'digest' then (
            select json_object('message_id', 'leads-' || run_key) from runs where runs.id = run_steps.run_id)
        end
where id = (select max(id) from run_steps where run_id = :#${variable.run[id]} and step = :#${variable.step})
