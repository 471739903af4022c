-- Fails when the mail, once sent, could not be recorded either.
insert into mail_begun (id, mail_id, begun_at, number, restored)
values (1, :#${variable.mailId}, leads_now(), cast(:#${variable.newest} as integer) + 1, cast(:#${variable.newest} as integer) > 0)
on conflict (id) do update
set mail_id = excluded.mail_id, begun_at = excluded.begun_at,
    restored = max(mail_begun.restored, excluded.number - 1 > mail_begun.number),
    number = max(mail_begun.number + 1, excluded.number)
