insert into alerts (key, kind, about, at, what, what_to_do, told_by)
values (:#key, :#kind, :#about, leads_now(), :#what, :#what_to_do, iif(:#${properties:mail.host} = '', 'file', :#told_by))
on conflict (key) do nothing
