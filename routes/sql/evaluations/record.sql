insert into evaluations (server, model, kind, dataset_sha256, examples, report, at)
values (:#${variable.global:server}, :#${variable.chatModel}, :#${variable.kind}, :#${variable.heldOut[sha256]},
        :#${variable.measure[examples]}, :#${body}, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
on conflict (server, model, kind, dataset_sha256) do update
set examples = excluded.examples, report = excluded.report, at = excluded.at
