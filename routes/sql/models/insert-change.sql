-- Unless this change was begun already by a process that died.
insert into model_changes (server, at, who, from_model, to_model, why)
select :#${variable.global:server}, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()), :#${variable.who},
       nullif(:#${variable.fromModel}, ''), nullif(:#${variable.toModel}, ''), :#${variable.why}
where not exists (select 1 from model_changes
                  where id = (select max(id) from model_changes where server = :#${variable.global:server})
                    and done_at is null and to_model is nullif(:#${variable.toModel}, ''))
