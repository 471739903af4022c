-- What a person is told of a row of property_scans (scan): the lot of the listing in square feet, else of its record; prices
-- by it and by the building; and the facts of the record that decide, in words, or why there is no record.
drop view if exists told_facts;
create view told_facts as
select scan, lot_sqft, round(amount / lot_sqft, 2) as price_per_lot_sqft, round(amount / area, 2) as price_per_building_sqft,
       iif(state = 'none', 'no assessor''s record: ' || why,
           nullif(substr(iif(record_lot >= 1, ', lot ' || printf('%,d', round(record_lot)) || ' sqft', '')
               || coalesce(', built ' || record_year || iif(year <> record_year, ' (listing: ' || year || ')', ''), '')
               || iif(land_value >= 1 and total_value >= land_value,
                      ', land ' || cast(round(100.0 * land_value / total_value) as integer) || ' % of value', '')
               || iif(building = 0 and record_area >= 1 and record_lot >= 1,
                      ', floor area ' || round(record_area / record_lot, 2) || ' of lot', '')
               || coalesce(', zoning ' || zoning, '')
               || coalesce(', sold ' || substr(last_sold, 1, 4), '')
               || iif(building = 1, ', of the whole building', ''), 3), '')) as facts
from (select scans.rowid as scan, parcels.state, parcels.why, parcels.building, parcels.lot_sqft as record_lot,
             parcels.year_built as record_year, parcels.land_value, parcels.total_value, parcels.zoning, parcels.last_sold,
             coalesce(parcels.building_area, parcels.living_area) as record_area,
             nullif(cast(scans.year_built as integer), 0) as year,
             coalesce(case when lower(scans.lot_size) like '%acre%'
                           then round(nullif(cast(replace(scans.lot_size, ',', '') as real), 0) * 43560)
                           when lower(scans.lot_size) like '%sq%'
                           then nullif(cast(replace(scans.lot_size, ',', '') as real), 0) end,
                      iif(parcels.building = 0, parcels.lot_sqft, null)) as lot_sqft,
             nullif(cast(replace(replace(trim(scans.price), ',', ''), '$', '') as real), 0) as amount,
             coalesce(nullif(cast(replace(scans.square_feet, ',', '') as real), 0),
                      iif(parcels.building = 0, parcels.living_area, null)) as area
      from property_scans scans
      left join parcels on parcels.property_key = scans.property_key);
