-- What a run has cost, US dollars; null when it asked models and the price of none is known, whatever its searches cost. No row for
-- a run that cost nothing.
create view if not exists run_costs as
select run_id, iif(count(iif(purpose <> 'search', 1, null)) > 0 and count(iif(purpose <> 'search', usd, null)) = 0, null, sum(usd)) as usd
from spend
group by run_id;
