-- The answers of back-fills that are over; a few thousand at a time.
delete from backfill_answers
where id in (select answers.id
             from backfill_answers answers
             join backfills on backfills.id = answers.backfill_id
             where backfills.state <> 'open' and date(backfills.created_at) < :#${bean:retention.historySince}
             limit 5000)
