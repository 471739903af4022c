-- The answer of a question that was asked at once; its label follows by the trigger of V61.
update backfill_answers
set state = 'answered', answer = nullif(substr(:#${body}, 1, 1000), ''), label = coalesce(nullif(:#${variable.label}, ''), 'unclear'),
    confidence = cast(nullif(:#${variable.answer[confidence]}, '') as real), reason = nullif(:#${variable.answer[reason]}, ''),
    error = null, fingerprint = :#${variable.listing[fingerprint]}, at = strftime('%Y-%m-%dT%H:%M:%fZ', leads_now())
where id = :#${variable.listing[question]} and state = 'due'
