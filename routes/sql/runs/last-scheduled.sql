-- The last date that had a run or was reported as missed. Dates after tomorrow are of a clock that was ahead.
select max(coalesce((select max(run_date) from runs
                     where kind = 'scheduled' and run_date <= date(leads_now(), '+1 day')), ''),
           iif(exists (select 1 from runs where kind = 'scheduled'),
               coalesce((select max(ref) from deliveries
                         where kind = 'missed' and ref <= date(leads_now(), '+1 day')), ''), '')) as last
