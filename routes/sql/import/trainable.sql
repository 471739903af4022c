-- The labels that are here now, those of daily runs aside, and how many of them have a text to train on.
select classification as label, iif(label_origin is null, 'yours', 'old model') as whose, count(*) as properties,
       sum(trim(coalesce(snippet, '')) <> '') as with_text
from property_scans
where classification is not null and not (label_source = 'model' and label_origin is null and coalesce(fingerprint, classified_fingerprint) is not null)
group by label, whose
order by whose desc, label
