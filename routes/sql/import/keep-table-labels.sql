-- A label that came with the table is a verdict too, before the first other one of its property is recorded.
insert into verdicts (property_key, source, verdict, note, model_label, model, confidence, at)
select property_key, 'table', classification, owner_note, model_label, model, confidence, coalesce(classified_at, leads_now())
from property_scans judged
where coalesce(label_source, 'human') = 'human' and classification is not null
  and property_key in (select property_key from import_labels where reason is null and label is not null)
  and not exists (select 1 from verdicts where verdicts.property_key = judged.property_key)
