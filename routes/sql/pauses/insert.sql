-- Inserts nothing while a pause lasts.
insert into pauses (from_at, reason)
select strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()), nullif(trim(coalesce(:#${body}, '')), '')
where not exists (select 1 from pauses where until_at is null)
