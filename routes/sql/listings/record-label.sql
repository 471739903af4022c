-- What was classified is the text as it was read for the question; a text that changed meanwhile stays pending. What a
-- person has said meanwhile stands.
update property_scans
set classification = coalesce(nullif(:#${variable.label}, ''), 'unclear'), label_source = 'model',
    model = :#${variable.chatModel}, confidence = cast(nullif(:#${variable.confidence}, '') as real),
    classified_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()),
    classified_fingerprint = :#${variable.listing[fingerprint]}
where rowid = :#${variable.listing[scan]} and (classification is null or label_source = 'model')
