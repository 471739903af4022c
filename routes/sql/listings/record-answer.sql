-- The answer and the label in one transaction, see V18.
insert into labelled_answers (run_id, property_key, model, answer, label, confidence, at, scan, fingerprint)
values (:#${variable.run[id]}, :#${variable.listing[property_key]}, :#${variable.chatModel},
        nullif(substr(:#${body}, 1, 1000), ''), coalesce(nullif(:#${variable.label}, ''), 'unclear'),
        cast(nullif(:#${variable.confidence}, '') as real),
        strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()), :#${variable.listing[scan]}, :#${variable.listing[fingerprint]})
