update deployments
set state = 'sending', updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where server = :#${variable.global:server} and job_id = :#${variable.row[job_id]}
