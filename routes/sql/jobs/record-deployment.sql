-- What the provider says of a deployment.
update deployments
set state = :#state, name = coalesce(:#name, name), error = :#error, updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where server = :#${variable.global:server} and job_id = :#${variable.row[job_id]}
