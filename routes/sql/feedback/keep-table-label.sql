-- A label that came with the table is a verdict too, before the first other one of its property is recorded.
insert into verdicts (property_key, source, verdict, note, model_label, model, confidence, at)
select property_key, 'table', classification, owner_note, model_label, model, confidence,
       coalesce(classified_at, strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()))
from property_scans
where property_key = :#property_key and coalesce(label_source, 'human') = 'human' and classification is not null
  and not exists (select 1 from verdicts where verdicts.property_key = :#property_key)
limit 1
