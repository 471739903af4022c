-- The columns that an answer of a model changes.
update property_scans
set classification = 'not_opportunity', label_source = 'model', confidence = 0.5
where property_key = :#key
