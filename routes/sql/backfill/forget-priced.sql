-- What was priced and not begun.
delete from backfills where state = 'priced'
