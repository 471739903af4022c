-- The properties with a record, and whether it tells lot and year in place of the listing, as in training-rows.sql.
select address,
       coalesce(trim(told_lot), '') in ('', '0') and record_lot is not null as lot_size,
       coalesce(trim(told_year), '') in ('', '0') and record_year is not null as year_built
from (select address, property_key,
             iif(judged_facts is null, lot_size, judged_facts ->> '$.lot_size') as told_lot,
             iif(judged_facts is null, year_built, judged_facts ->> '$.year_built') as told_year
      from property_scans) scans
join prompt_facts facts on facts.property_key = scans.property_key
where address is not null
