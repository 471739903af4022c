-- The requested run, by its key, else the interrupted one that replaces it.
select id, run_key, run_date, kind
from runs
where run_key = :#run_key
   or state = 'running' and kind = :#kind and run_date = :#run_date and location = :#location
order by run_key = :#run_key desc, id desc
limit 1
