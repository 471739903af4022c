-- The last date that had a run, or of which was told that it gets none.
select max(coalesce((select max(run_date) from runs where kind = 'scheduled'), ''),
           iif(exists (select 1 from runs where kind = 'scheduled'),
               coalesce((select max(ref) from deliveries where kind = 'missed'), ''), '')) as last
