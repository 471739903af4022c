-- Whether the budget of the day has something left.
select coalesce(sum(usd), 0) < cast(:#${variable.budget} as real) as affordable
from spend
where day = :#${variable.run[run_date]}
