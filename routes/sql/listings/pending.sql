-- Properties that are new or changed since they were classified, except those that a person has classified. Where the
-- listing tells no lot or year, the record does; of two columns of a name the last counts. A tuned model is told of the
-- record what it was trained with, any other, and one of which that is not known, what prompt.facts says.
with asked as (
    select coalesce((select fields from prompt_fields_of_models
                     where server = :#${variable.global:server} and model = :#${variable.choice[model]}),
                    iif(:#${properties:prompt.facts} = 'true',
                        'record_building_area,record_land_value,record_building_value,record_zoning,record_last_sold', '')) as fields
)
select scans.rowid as scan, scans.*,
       iif(trim(scans.lot_size) not in ('', '0'), scans.lot_size, coalesce(record_lot, scans.lot_size)) as lot_size,
       iif(trim(scans.year_built) not in ('', '0'), scans.year_built, coalesce(record_year, scans.year_built)) as year_built,
       iif(instr(asked.fields, 'record_building_area') > 0, record_building_area, null) as record_building_area,
       iif(instr(asked.fields, 'record_land_value') > 0, record_land_value, null) as record_land_value,
       iif(instr(asked.fields, 'record_building_value') > 0, record_building_value, null) as record_building_value,
       iif(instr(asked.fields, 'record_zoning') > 0, record_zoning, null) as record_zoning,
       iif(instr(asked.fields, 'record_last_sold') > 0, record_last_sold, null) as record_last_sold
from property_scans scans
cross join asked
left join prompt_facts facts on facts.property_key = scans.property_key and instr(asked.fields, 'record_') > 0
where fingerprint is not null
  and (classification is null or (label_source = 'model' and classified_fingerprint is not fingerprint))
  and status in (:#in:${properties:search.statuses})
order by first_run desc, scans.rowid
