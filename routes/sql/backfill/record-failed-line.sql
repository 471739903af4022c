update backfill_answers
set state = iif(tries < 2, 'due', 'failed'), tries = tries + 1, error = :#${variable.line[error]}
where id = :#${variable.line[question]} and batch_id = :#${variable.row[id]} and state = 'asked'
