insert into sheet_places (kind, property_key, tab, row)
values (:#${variable.delivery}, :#property_key, :#${variable.tabId}, :#row)
on conflict (kind, property_key) do update set tab = excluded.tab, row = excluded.row
