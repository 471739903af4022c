-- How many of the properties worth having the model shows, estimated: leads that the owner confirmed, against those, the misses
-- that are known, and what the random draws from the rejected say about all others that are rejected. Nothing below ten
-- judged draws.
with rejected as (
    select scans.property_key, standing.verdict in (:#in:${properties:leads.labels}) as wanted,
           coalesce(samples.why, '') = 'rejected' as drawn
    from property_scans scans
    left join standing_verdicts standing on standing.property_key = scans.property_key
    left join judge_samples samples on samples.property_key = scans.property_key
    where scans.fingerprint is not null and scans.model_label is not null
      and scans.model_label not in (:#in:${properties:leads.labels})
),
counts as (
    select (select count(*) from standing_verdicts
            where verdict in (:#in:${properties:leads.labels}) and model_label in (:#in:${properties:leads.labels})) as confirmed,
           coalesce(sum(wanted and not drawn), 0) as missed,
           coalesce(sum(drawn or wanted is null), 0) as others,
           coalesce(sum(drawn and wanted is not null), 0) as draws,
           coalesce(sum(drawn and wanted), 0) as wanted
    from rejected
)
select confirmed / nullif(confirmed + missed + others * 1.0 * wanted / draws, 0) as recall, confirmed, missed, others, draws, wanted
from counts
where draws >= 10
