update model_changes
set done_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where id = (select max(id) from model_changes where server = :#${variable.global:server}) and done_at is null
