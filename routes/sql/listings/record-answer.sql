-- The answer, the label and the reason in one transaction, see V41.
insert into labelled_answers (run_id, property_key, model, answer, label, confidence, reason, at, scan, fingerprint)
values (:#${variable.run[id]}, :#${variable.listing[property_key]}, :#${variable.chatModel},
        nullif(substr(:#${body}, 1, 1000), ''), coalesce(nullif(:#${variable.label}, ''), 'unclear'),
        cast(nullif(:#${variable.answer[confidence]}, '') as real), nullif(:#${variable.answer[reason]}, ''),
        strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()), :#${variable.listing[scan]}, :#${variable.listing[fingerprint]})
