-- The answer of a question of a batch, with what it cost; label and spend follow by the triggers. One that is no label is
-- asked to correct once.
update backfill_answers
set state = iif(:#${variable.label} = '' and tries = 0, 'due', 'answered'),
    tries = iif(:#${variable.label} = '', tries + 1, tries),
    wrong_answer = iif(:#${variable.label} = '', coalesce(substr(:#${body}, 1, 1000), ''), wrong_answer),
    answer = nullif(substr(:#${body}, 1, 1000), ''),
    label = iif(:#${variable.label} = '' and tries = 0, null, coalesce(nullif(:#${variable.label}, ''), 'unclear')),
    confidence = cast(nullif(:#${variable.answer[confidence]}, '') as real), reason = nullif(:#${variable.answer[reason]}, ''),
    error = null, input_tokens = :#${variable.usage[input]}, cached_tokens = :#${variable.usage[cached]},
    output_tokens = :#${variable.usage[output]}, usd = :#${variable.usage[usd]}, at = strftime('%Y-%m-%dT%H:%M:%fZ', leads_now())
where id = :#${variable.line[question]} and batch_id = :#${variable.row[id]} and state = 'asked'
