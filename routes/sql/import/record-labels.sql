insert into import_labels (source, property_key, given, label, at, confidence, model, reason)
select 'classifications', property_key, given, label, at, confidence, model,
       case when listing is null then 'its listing is missing'
            when property_key is null then 'its listing is no property'
            when label is null then 'no label that is known' end
from (select known.listing_id as listing, known.property_key, lower(trim(said.label)) as given,
             case lower(trim(said.label))
                 when 'development' then 'development_opportunity'
                 when 'no' then 'not_opportunity'
                 when 'potential' then :#${variable.potential}
                 when 'development_opportunity' then 'development_opportunity'
                 when 'not_opportunity' then 'not_opportunity'
                 when 'unclear' then 'unclear' end as label,
             coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', said.run_date), '') as at,
             cast(said.confidence_score as real) as confidence, coalesce(said.model_version, '') as model
      from old.classifications said
      left join import_listings known on known.listing_id = said.listing_id
      order by said.rowid)
