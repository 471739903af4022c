-- Open questions of a back-fill, with what pending.sql tells of a property. In, as variables: every, 1 for all, a greater
-- number for one of that many; size, the most; batch, the batch that they were put into, 0 for those in none.
with asked as (
    select coalesce((select fields from prompt_fields_of_models
                     where server = :#${variable.global:server} and model = :#${variable.fill[model]}),
                    iif(:#${properties:prompt.facts} = 'true',
                        'record_building_area,record_land_value,record_building_value,record_zoning,record_last_sold', '')) as fields
)
select questions.id as question, questions.tries, questions.wrong_answer, questions.error, scans.rowid as scan, scans.*,
       iif(trim(scans.lot_size) not in ('', '0'), scans.lot_size, coalesce(record_lot, scans.lot_size)) as lot_size,
       iif(trim(scans.year_built) not in ('', '0'), scans.year_built, coalesce(record_year, scans.year_built)) as year_built,
       iif(instr(asked.fields, 'record_building_area') > 0, record_building_area, null) as record_building_area,
       iif(instr(asked.fields, 'record_land_value') > 0, record_land_value, null) as record_land_value,
       iif(instr(asked.fields, 'record_building_value') > 0, record_building_value, null) as record_building_value,
       iif(instr(asked.fields, 'record_zoning') > 0, record_zoning, null) as record_zoning,
       iif(instr(asked.fields, 'record_last_sold') > 0, record_last_sold, null) as record_last_sold
from backfill_answers questions
join property_scans scans on scans.rowid = questions.scan
cross join asked
left join prompt_facts facts on facts.property_key = scans.property_key and instr(asked.fields, 'record_') > 0
where questions.backfill_id = :#${variable.fill[id]}
  and questions.state = iif(cast(:#${variable.batch} as integer) = 0, 'due', 'asked')
  and (cast(:#${variable.batch} as integer) = 0 or questions.batch_id = :#${variable.batch})
  and questions.id % cast(:#${variable.every} as integer) = 0
order by questions.id
limit cast(:#${variable.size} as integer)
