-- The newest label of the old system, where nothing newer is: neither an answer of a model of ours nor an owner's verdict.
update property_scans
set classification = newest.label, label_source = 'model', label_origin = 'import', model_label = newest.label,
    model = nullif(newest.model, ''), confidence = newest.confidence, classified_at = nullif(newest.at, '')
from import_labels newest
where newest.reason is null and newest.label is not null
  and (property_scans.classification is null
       or property_scans.label_origin = 'import' and coalesce(property_scans.classified_at, '') <= newest.at)
  and property_scans.rowid = (select known.rowid from property_scans known
                              where known.property_key = newest.property_key
                              order by known.fingerprint is not null desc, known.rowid desc limit 1)
