-- Adds what one request was; a first answer that is no label leaves the label open for the correction.
update evaluation_answers
set answer = nullif(substr(:#${body}, 1, 1000), ''),
    label = coalesce(nullif(:#${variable.label}, ''), iif(cast(:#${variable.corrected} as integer) = 1, 'unclear', null)),
    confidence = cast(nullif(:#${variable.answer[confidence]}, '') as real),
    input_tokens = input_tokens + :#${variable.usage[input]},
    output_tokens = output_tokens + :#${variable.usage[output]},
    usd = iif(:#${variable.usage[usd]} is null, null, coalesce(usd, 0) + :#${variable.usage[usd]}),
    latency_ms = coalesce(latency_ms, 0) + cast(:#${variable.answered} as integer) - cast(:#${variable.asked} as integer),
    answered_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where server = :#${variable.global:server} and model = :#${variable.chatModel} and line_sha256 = :#${variable.example[line]}
