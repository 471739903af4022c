-- What the report shows beside the leads of a run, as one JSON document: the last 30 runs, price cuts, agreement, models.
with recent as (
    select * from (select * from runs where kind <> 'dry' order by id desc limit 30) order by id
),
counted as (
    select recent.*,
           (select count(distinct property_key) from sightings where run_id = recent.id) as found,
           (select count(*) from property_scans where fingerprint is not null and first_run = recent.id) as new,
           (select count(*) from answers
            where run_id = recent.id
              and instr(',' || :#${properties:leads.labels} || ',', ',' || answers.label || ',') > 0) as leads,
           (select iif(count(*) = 0, 0, max(usd)) from run_costs where run_id = recent.id) as usd,
           round((julianday(finished_at) - julianday(started_at)) * 86400, 1) as seconds
    from recent
),
said as (
    select date(at) as day, count(*) as verdicts, sum(verdict = model_label) as agreed
    from standing_verdicts
    where model_label is not null
      and instr(',' || :#${properties:classify.labels} || ',', ',' || verdict || ',') > 0
    group by date(at)
    order by day desc
    limit 30
),
cuts as (
    select *
    from (select property_key, day, price,
                 lag(price) over (partition by property_key order by day) as was
          from property_history
          where price is not null)
    where price < was and day >= (select min(run_date) from recent)
),
in_use as (
    select to_model as model, at, who, why
    from model_changes
    where server = :#${variable.global:server}
    order by id desc
    limit 1
),
-- A model measured by folds has that report beside the one of its few held-out examples; the better founded counts.
measured as (
    select evaluations.*, tuned_models.compared_with, tuned_models.decision, training_datasets.examples as trained_on,
           row_number() over (partition by evaluations.model
                              order by evaluations.dataset_sha256 = tuned_models.dataset_sha256 desc, evaluations.at desc) as nth
    from evaluations
    join tuned_models on tuned_models.server = evaluations.server and tuned_models.model = evaluations.model
    left join training_jobs on training_jobs.job_id = tuned_models.job_id
    left join training_datasets on training_datasets.sha256 = training_jobs.training_sha256
    where evaluations.server = :#${variable.global:server} and evaluations.kind = 'held-out'
      and json_extract(evaluations.report, '$.accuracy') is not null
)
select json_object(
    'search_fees', iif(cast(:#${properties:prices.search} as real) > 0, 'counted', 'not known'),
    'written_at', strftime('%Y-%m-%d %H:%M', leads_now()) || ' UTC',
    'runs', json((select coalesce(json_group_array(json_object(
                'key', run_key, 'date', run_date, 'state', state, 'location', location, 'model', model, 'found', found,
                'new', new, 'leads', leads, 'usd', usd, 'seconds', seconds, 'error', error)), '[]') from counted)),
    'agreement', json((select coalesce(json_group_array(json_object('date', day, 'verdicts', verdicts, 'agreed', agreed)), '[]')
                       from (select * from said order by day))),
    'cuts', json((select coalesce(json_group_array(json_object(
                'date', cuts.day, 'address', scans.address, 'link', scans.link, 'was', cuts.was, 'price', cuts.price,
                'label', scans.classification)), '[]')
                  from (select * from cuts order by day desc, price limit 50) cuts
                  left join property_scans scans
                    on scans.property_key = cuts.property_key and scans.fingerprint is not null)),
    'in_use', json((select json_object('model', model, 'since', at, 'who', who, 'why', why) from in_use where model is not null)),
    'curve', json((select coalesce(json_group_array(json_object(
                'model', model, 'examples', trained_on, 'decision', decision, 'at', at, 'report', json(report))), '[]')
                   from (select * from measured where nth = 1 and trained_on is not null order by trained_on, at))),
    'after', json((select report from measured where model = (select model from in_use) and nth = 1)),
    'before', json((select other.report
                    from measured
                    join evaluations other
                      on other.server = measured.server and other.model = measured.compared_with
                     and other.kind = measured.kind and other.dataset_sha256 = measured.dataset_sha256
                     and json_extract(other.report, '$.accuracy') is not null
                    where measured.model = (select model from in_use) and measured.nth = 1))
) as report
