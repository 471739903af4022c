-- The land's part of a record's value, in whole hundredths: all that show it as a number or in percent read this one, so that none
-- rounds what is rounded already.
alter table parcels add column land_share real generated always as
    (iif(land_value >= 1 and total_value >= land_value, round(100.0 * land_value / total_value) / 100, null)) virtual;

drop view if exists parcel_facts;
create view parcel_facts as
select parcels.property_key, parcels.building, scans.lot_size as listed_lot, parcels.lot_sqft,
       round(parcels.lot_sqft / 43560.0, 3) as lot_acres,
       scans.year_built as listed_year, parcels.year_built,
       scans.square_feet as listed_area, coalesce(parcels.living_area, parcels.building_area) as area,
       parcels.land_share,
       round(scans.price / parcels.lot_sqft, 2) as price_per_lot_sqft,
       round(coalesce(parcels.building_area, parcels.living_area) / parcels.lot_sqft, 3) as floor_area_ratio,
       cast(strftime('%Y', parcels.asked_at) as integer) - parcels.year_built as age,
       round((julianday(parcels.asked_at) - julianday(parcels.last_sold)) / 365.25, 1) as years_since_sale
from parcels
join property_scans scans on scans.property_key = parcels.property_key
where parcels.state = 'found';

drop view if exists told_facts;
create view told_facts as
select scan, lot_sqft, round(amount / lot_sqft, 2) as price_per_lot_sqft, round(amount / area, 2) as price_per_building_sqft,
       iif(state = 'none', 'no assessor''s record: ' || why,
           nullif(substr(iif(record_lot >= 1, ', lot ' || printf('%,d', round(record_lot)) || ' sqft', '')
               || coalesce(', built ' || record_year || iif(year <> record_year, ' (listing: ' || year || ')', ''), '')
               || coalesce(', land ' || cast(round(100 * land_share) as integer) || ' % of value', '')
               || iif(building = 0 and record_area >= 1 and record_lot >= 1,
                      ', floor area ' || round(record_area / record_lot, 2) || ' of lot', '')
               || coalesce(', ' || zoning_words, ', zoning ' || zoning, '')
               || coalesce(', sold ' || substr(last_sold, 1, 4), '')
               || iif(building = 1, ', of the whole building', ''), 3), '')) as facts
from (select scans.rowid as scan, parcels.state, parcels.why, parcels.building, parcels.lot_sqft as record_lot,
             parcels.year_built as record_year, zoning_facts.words as zoning_words, parcels.land_share, parcels.zoning, parcels.last_sold,
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
      left join parcels on parcels.property_key = scans.property_key
      left join zoning_facts on zoning_facts.property_key = parcels.property_key);
