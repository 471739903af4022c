-- What the owner said against what the model had said by then, per week (its Monday, UTC), the last eight with verdicts.
-- missed: leads that the model rejected; false_leads: the other way round.
select date(at, 'weekday 0', '-6 days') as week,
       count(*) as verdicts,
       sum(verdict = model_label) as agreed,
       sum(verdict in (:#in:${properties:leads.labels}) and model_label not in (:#in:${properties:leads.labels})) as missed,
       sum(verdict not in (:#in:${properties:leads.labels}) and model_label in (:#in:${properties:leads.labels})) as false_leads,
       round(avg(verdict = model_label), 4) as agreement
from standing_verdicts
where model_label is not null and verdict in (:#in:${properties:classify.labels})
group by week
order by week desc
limit 8
