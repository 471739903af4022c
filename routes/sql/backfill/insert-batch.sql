-- With the first due questions, by the trigger of V62; none when nothing is due.
insert into backfill_batches (submission, backfill_id, size, state, created_at, updated_at)
select :#${uuid(random)}, :#${variable.fill[id]}, :#${properties:classify.batch-size}, 'new',
       strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()), strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where exists (select 1 from backfill_answers join property_scans on property_scans.rowid = scan
              where backfill_id = :#${variable.fill[id]} and state = 'due')
