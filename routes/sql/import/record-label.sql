-- The label that an export has beside the text. It has no date, so that one of the table is newer; beside the text of
-- another property it is that one's.
insert into import_labels (source, property_key, given, label, at, confidence, model, reason)
select 'labels of exports', iif(coalesce(:#text_reason, 'no text') = 'no text', :#key, null), lower(:#label), nullif(case lower(:#label)
           when 'development' then 'development_opportunity'
           when 'no' then 'not_opportunity'
           when 'potential' then :#${variable.potential}
           when 'development_opportunity' then 'development_opportunity'
           when 'not_opportunity' then 'not_opportunity'
           when 'unclear' then 'unclear'
           else '' end, ''), '', cast(:#confidence as real), '', iif(:#text_reason = 'no text', null, :#text_reason)
where :#label <> ''
