-- The open back-fill of this provider, while it waits for batches, all of which are known to be made.
select * from backfills
where state = 'open' and server = :#${variable.global:server}
  and exists (select 1 from backfill_batches where backfill_id = backfills.id and closed_at is null)
  and not exists (select 1 from backfill_batches where backfill_id = backfills.id and closed_at is null and batch_id is null)
