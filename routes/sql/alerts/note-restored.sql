-- restored becomes 1 when the database knows of fewer mails than deliveries.jsonl, or when that file, which was seen before, is
-- gone. Begun mails without a line are no sign: the mail server may be down.
insert into mail_begun (id, mail_id, begun_at, number, restored)
select 1, '', leads_now(), cast(:#${variable.newest} as integer), 1
where cast(:#${variable.newest} as integer) > coalesce((select number from mail_begun), 0)
   or (cast(:#${variable.newest} as integer) = 0 and exists (select 1 from mails_seen))
on conflict (id) do update
set restored = max(mail_begun.restored, excluded.restored), number = max(mail_begun.number, excluded.number)
