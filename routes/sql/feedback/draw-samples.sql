-- Draws what the owner is to judge today: of the properties that the model rejects some at random, by the row and the day,
-- and those of which it was least sure. A day draws once; what was drawn before, or is a lead, is not drawn.
insert into judge_samples (property_key, day, why, rejected_then)
select property_key, :#${variable.run[run_date]}, why, rejected
from (select property_key, why, rejected
      from (select property_key, 'rejected' as why, count(*) over () as rejected,
                   row_number() over (order by (mixed * mixed) % 2147483647) as nth
            from (select *, rowid,
                         (rowid * 7919 + cast(julianday(:#${variable.run[run_date]}) as integer) * 104729) % 2147483647 as mixed
                  from property_scans)
            where label_source = 'model' and fingerprint is not null and status in (:#in:${properties:search.statuses})
              and classification not in (:#in:${properties:leads.labels})
              and property_key not in (select property_key from judge_samples)
              and property_key not in (select ref from deliveries where kind = 'sheet'))
      where nth <= (cast(:#${properties:feedback.samples} as integer) + 1) / 2
      union all
      select property_key, 'uncertain', rejected
      from (select property_key, count(*) over () as rejected,
                   row_number() over (order by confidence, rowid) as nth
            from property_scans
            where label_source = 'model' and fingerprint is not null and status in (:#in:${properties:search.statuses}) and confidence is not null
              and classification not in (:#in:${properties:leads.labels})
              and property_key not in (select property_key from judge_samples)
              and property_key not in (select ref from deliveries where kind = 'sheet'))
      where nth <= cast(:#${properties:feedback.samples} as integer) / 2)
where not exists (select 1 from judge_samples where day = :#${variable.run[run_date]})
order by why
on conflict (property_key) do nothing
