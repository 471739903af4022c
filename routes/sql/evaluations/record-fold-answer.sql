insert into evaluation_answers (server, model, line_sha256, expected, asked_at, answer, label, confidence, usd, answered_at)
values (:#${variable.global:server}, :#${variable.chatModel}, :#line, :#expected, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()),
        :#label, :#label, :#confidence, 0, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (server, model, line_sha256) do update
set label = excluded.label, answer = excluded.answer, confidence = excluded.confidence, answered_at = excluded.answered_at
