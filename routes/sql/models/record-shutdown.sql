-- The day may be moved or taken back.
insert into tuned_models (server, model, shutdown_date)
select :#${variable.global:server}, :#${variable.choice[model]}, :#${variable.shutdown}
where :#${variable.shutdown} is not null
   or exists (select 1 from tuned_models where server = :#${variable.global:server} and model = :#${variable.choice[model]})
on conflict (server, model) do update set shutdown_date = excluded.shutdown_date
