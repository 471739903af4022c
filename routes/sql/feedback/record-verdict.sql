-- What it changes is in the trigger verdicts_count. It is no earlier than what was said of the property before, whatever the
-- clock says, since the later one counts. Of several rows of one property the newest tells the model's label.
insert into verdicts (property_key, source, verdict, said, note, model_label, model, confidence, at)
select property_key, :#source, :#verdict, :#said, :#note, model_label, model, confidence,
       max(strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()),
           coalesce((select max(at) from verdicts said where said.property_key = :#property_key), ''))
from property_scans
where property_key = :#property_key
order by model_label is not null desc, rowid desc
limit 1
