-- Kind "tab": the tabs of towns that were made ready in a spreadsheet, so that one that is gone is told from a new one.
insert into deliveries (kind, ref, version, at)
select 'tab', :#${variable.tab}, :#${properties:sheets.spreadsheet-id}, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where :#${variable.town} <> ''
on conflict (kind, ref) do update set version = excluded.version, at = excluded.at where deliveries.version <> excluded.version
