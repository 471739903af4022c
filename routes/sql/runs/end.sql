-- A run without listings has failed; one whose later steps failed, or of whose towns one was not searched, is partly done.
update runs
set state = case when exists (select 1 from failed_steps where run_id = runs.id and step = 'search')
                      and not (location like '%|%' and exists (select 1 from searches where run_id = runs.id)) then 'failed'
                 when exists (select 1 from failed_steps where run_id = runs.id and step <> 'digest') then 'partial'
                 else 'succeeded' end,
    error = (select group_concat(step || ': ' || error, '; ')
             from (select step, error from failed_steps where run_id = runs.id and step <> 'digest' order by id)),
    step = 'done',
    digest_due = iif(coalesce(:#${properties:mail.host}, '') = '', 0, 1),
    finished_at = strftime('%Y-%m-%dT%H:%M:%fZ', leads_now())
where id = :#${variable.run[id]}
