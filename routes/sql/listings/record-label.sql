-- The label belongs to the text that was sent to the model; a text that changed in the meantime stays pending. A label
-- that a person has set in the meantime is kept.
update property_scans
set classification = coalesce(nullif(:#${variable.label}, ''), 'unclear'), label_source = 'model', label_origin = null,
    model_label = coalesce(nullif(:#${variable.label}, ''), 'unclear'),
    model = :#${variable.chatModel}, confidence = cast(nullif(:#${variable.confidence}, '') as real),
    classified_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()),
    classified_fingerprint = :#${variable.listing[fingerprint]}
where rowid = :#${variable.listing[scan]} and (classification is null or label_source = 'model')
