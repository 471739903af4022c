-- The pause that lasts; no row when the daily runs are made.
select from_at, reason from pauses where until_at is null
