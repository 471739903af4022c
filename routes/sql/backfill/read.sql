-- A back-fill and how far it is. every: of its open questions each that many-th is one of about two hundred.
select fills.*, max(1, due / 200) as every, due, asked, answered, failed, properties, error,
       fills.server = :#${variable.global:server} as here,
       (select count(*) from backfill_listings where fills.judged = 0 and judged and (fills.since is null or day >= fills.since)) as left_alone,
       (select coalesce(sum(usd), 0) from spend where purpose = 'backfill' and day >= date(fills.created_at, '-1 day') and at >= fills.created_at) as usd,
       leads, changed
from backfills fills
join (select fill.id as counted, coalesce(sum(answers.state = 'due'), 0) as due, coalesce(sum(answers.state = 'asked'), 0) as asked,
             coalesce(sum(answers.state = 'answered'), 0) as answered, coalesce(sum(answers.state = 'failed'), 0) as failed,
             count(answers.id) as properties, min(iif(answers.state = 'failed', answers.error, null)) as error,
             coalesce(sum(answers.label in (:#in:${properties:leads.labels})), 0) as leads,
             coalesce(sum(answers.label is not answers.label_before and answers.state = 'answered'), 0) as changed
      from backfills fill
      left join backfill_answers answers on answers.backfill_id = fill.id
      where fill.state in ('open', 'priced') or fill.id = :#${variable.fill[id]}
      group by fill.id) on counted = fills.id
order by fills.id = :#${variable.fill[id]} desc, fills.state = 'open' desc
limit 1
