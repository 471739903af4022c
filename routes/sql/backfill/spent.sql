-- What a back-fill has cost so far, US dollars; what is not known counts as nothing.
select coalesce(sum(usd), 0) as usd
from spend
where purpose = 'backfill' and day >= date(:#${variable.fill[created_at]}, '-1 day') and at >= :#${variable.fill[created_at]}
