-- Fails when the mail, once sent, could not be recorded either.
insert into mail_begun (id, mail_id, begun_at) values (1, :#${variable.mailId}, leads_now())
on conflict (id) do update set mail_id = excluded.mail_id, begun_at = excluded.begun_at
