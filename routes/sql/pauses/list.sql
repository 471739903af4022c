-- Pauses of the last year: longer ago nothing is caught up or reported as missed.
select from_at, until_at
from pauses
where until_at is null or julianday(leads_now()) - julianday(until_at) < 366
order by id
