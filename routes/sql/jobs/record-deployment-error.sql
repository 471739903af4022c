-- What was refused was not carried out, and is requested again at the next poll; a lost answer leaves the state as it is.
update deployments
set error = :#${variable.failure}, updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()),
    state = iif(state = 'sending' and :#${variable.refused} = 1, 'requested', state)
where server = :#${variable.global:server} and job_id = :#${variable.row[job_id]}
