-- A few thousand at a time; the day of an unfinished run still counts against its budget.
delete from spend
where id in (
    select id
    from spend
    where day < :#${bean:retention.historySince}
      and day not in (select run_date from runs where state = 'running')
    order by day
    limit 5000)
