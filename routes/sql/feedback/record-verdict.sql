-- What it changes is in the trigger verdicts_count. Of several rows of one property the newest tells the model's label.
insert into verdicts (property_key, source, verdict, said, note, model_label, model, confidence, at)
select property_key, :#source, :#verdict, :#said, :#note, model_label, model, confidence,
       strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
from property_scans
where property_key = :#property_key
order by model_label is not null desc, rowid desc
limit 1
