insert into import_rows (source, item, reason)
select :#${variable.kind}, :#item, :#reason
union all
select 'prices of ' || :#${variable.kind}, :#item, :#price_reason where :#price_reason is not null
union all
select 'texts of exports', :#item, :#text_reason where :#${variable.kind} = 'exports' and :#reason is null
