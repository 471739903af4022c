-- Every row that was read, by what became of it.
select source, coalesce(reason, 'taken') as outcome, count(*) as "rows", reason is null as taken,
       (select group_concat(item, ' | ') from (select distinct item from import_rows example
                                               where example.source = read.source and example.reason = read.reason
                                               limit 3)) as examples
from (select source, item, reason from import_rows where source <> 'listings' or reason is not null
      union all
      select 'listings', null, iif(nth > 1, 'another spelling of a property, merged with it', null)
      from (select row_number() over (partition by property_key order by listing_id) as nth
            from import_listings
            where property_key is not null)
      union all
      select source, given, case when label is null then coalesce(reason, 'no label that is known') else reason end
      from import_labels
      union all
      select 'price_history', null, reason from import_prices) read
group by source, reason
order by case source when 'listings' then 1 when 'prices of listings' then 2 when 'exports' then 3
                     when 'texts of exports' then 4 when 'prices of exports' then 5 when 'labels of exports' then 6
                     when 'classifications' then 7 when 'price_history' then 8 else 9 end,
         reason is not null, "rows" desc, outcome
