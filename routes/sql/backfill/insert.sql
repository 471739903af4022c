-- Unless there is one to go on with; its questions are inserted with it.
insert into backfills (backfill, server, model, since, judged, state, created_at)
select :#${uuid(random)}, :#${variable.global:server}, :#${variable.model}, nullif(:#${variable.since}, ''), :#${variable.judged},
       'priced', strftime('%Y-%m-%dT%H:%M:%fZ', leads_now())
where not exists (select 1 from backfills where state = 'open')
