-- The last date that had a run or was reported as missed.
select max(coalesce((select max(run_date) from runs where kind = 'scheduled'), ''),
           iif(exists (select 1 from runs where kind = 'scheduled'),
               coalesce((select max(ref) from deliveries where kind = 'missed'), ''), '')) as last
