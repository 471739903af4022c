insert into label_history (property_key, at, model, label, confidence)
select property_key, at, model, given, confidence
from import_labels
where property_key is not null and given <> ''
on conflict (property_key, at, model, label) do nothing
