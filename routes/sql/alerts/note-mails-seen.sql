insert into mails_seen (id, number)
select 1, cast(:#${variable.newest} as integer)
where cast(:#${variable.newest} as integer) > 0
on conflict (id) do update set number = max(mails_seen.number, excluded.number)
