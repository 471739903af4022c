select (select count(*) from verdicts where source <> 'table') as recorded,
       count(*) as judged,
       coalesce(sum(verdict in (:#in:${properties:leads.labels})), 0) as wanted
from standing_verdicts
