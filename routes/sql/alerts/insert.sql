insert into alerts (key, kind, about, at, what, what_to_do, told_by)
values (:#key, :#kind, :#about, strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()), :#what, :#what_to_do,
        iif(:#${variable.mailHost} = '', 'file', :#told_by))
on conflict (key) do nothing
