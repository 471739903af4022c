insert into evaluation_answers (server, model, line_sha256, expected, asked_at)
values (:#${variable.global:server}, :#${variable.chatModel}, :#${variable.example[line]}, :#${variable.example[expected]},
        strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (server, model, line_sha256) do nothing
