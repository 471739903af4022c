-- An answer that was given with other examples before the question counts no more.
insert into evaluation_answers (server, model, line_sha256, expected, shown, asked_at)
values (:#${variable.global:server}, :#${variable.chatModel}, :#${variable.example[line]}, :#${variable.example[expected]},
        :#${variable.example[shown]}, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (server, model, line_sha256) do update
set shown = excluded.shown, asked_at = excluded.asked_at, answer = null, label = null, confidence = null,
    input_tokens = 0, output_tokens = 0, usd = null, latency_ms = null, answered_at = null
where evaluation_answers.shown <> excluded.shown
