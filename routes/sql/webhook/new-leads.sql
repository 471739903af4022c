-- Of the leads that a run tells, those that no message of its day tells, and whose facts differ from those that were told
-- last. The body is the document of routes/sql/runs/report.sql.
select value as lead
from json_each(:#${body}, '$.leads')
where not exists (select 1 from webhook_leads
                  where property_key = value ->> '$.key' and day = :#${variable.run[run_date]})
  and not exists (select 1
                  from (select fingerprint from webhook_leads
                        where property_key = value ->> '$.key' order by day desc limit 1) told
                  where told.fingerprint is value ->> '$.fingerprint')
