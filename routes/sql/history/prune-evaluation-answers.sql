-- Of models that are evaluated again, the examples are asked again; the figures stay in evaluations.
delete from evaluation_answers
where rowid in (
    select rowid
    from evaluation_answers
    where coalesce(answered_at, asked_at) < :#${bean:retention.historySince}
    order by answered_at
    limit 5000)
