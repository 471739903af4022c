insert into verdicts (property_key, source, verdict, at)
select property_key, 'import', label, coalesce(nullif(at, ''), leads_now())
from import_labels newest
where reason is null and label is not null
  and not exists (select 1 from verdicts known
                  where known.property_key = newest.property_key and known.source = 'import' and known.verdict = newest.label
                    and (known.at = newest.at or newest.at = ''))
