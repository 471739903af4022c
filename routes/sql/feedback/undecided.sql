-- What the owner has not judged, of which the model is least sure first; what another system called unclear comes before.
select property_key, address, classification, label_source, model_label, model, confidence, snippet, price, lot_size,
       year_built, link
from property_scans
where property_key is not null
  and (classification is null or label_source = 'model')
  and coalesce(status, 'unknown') not in ('sold', 'off_market')
group by property_key having rowid = max(rowid)
order by label_origin is not null and classification = 'unclear' desc, classification is null, coalesce(confidence, 1), last_seen desc,
         rowid
