-- The owner's table of zoning districts, zoning.csv, as it was last read: town and district in capitals, without blanks and hyphens
-- in the district; the smallest lot in square feet, frontage in feet, the largest floor area as a part of the lot.
create table if not exists zoning (
    town          text not null,
    district      text not null,
    minimum_lot   real,
    frontage      real,
    maximum_ratio real,
    note          text,
    primary key (town, district)
);

-- What follows for a record from the table, and in words: how many of the smallest lots it is, and what may still be built, by
-- the living area where it is known. Not of a building of several units, whose lot is not that of the unit for sale.
drop view if exists zoning_facts;
create view zoning_facts as
select property_key, minimum_lot, frontage, maximum_ratio, note, lots, unused_floor,
       nullif(substr(coalesce(', lot ' || lots || ' × the minimum of ' || zoning, '')
           || iif(unused_floor >= 100, ', ' || printf('%,d', round(unused_floor / 100) * 100) || ' sqft of floor unused', ''), 3),
           '') as words
from (select parcels.property_key, parcels.zoning, zoning.minimum_lot, zoning.frontage, zoning.maximum_ratio, zoning.note,
             round(parcels.lot_sqft / zoning.minimum_lot, 1) as lots,
             round(zoning.maximum_ratio * parcels.lot_sqft - coalesce(parcels.living_area, parcels.building_area)) as unused_floor
      from parcels
      join zoning on zoning.town = parcels.town
                 and zoning.district = replace(replace(upper(trim(parcels.zoning)), ' ', ''), '-', '')
      where parcels.state = 'found' and parcels.building = 0);

-- As before, with the words of the district instead of its name where the table has it.
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
               || coalesce(', ' || zoning_words, ', zoning ' || zoning, '')
               || coalesce(', sold ' || substr(last_sold, 1, 4), '')
               || iif(building = 1, ', of the whole building', ''), 3), '')) as facts
from (select scans.rowid as scan, parcels.state, parcels.why, parcels.building, parcels.lot_sqft as record_lot,
             parcels.year_built as record_year, zoning_facts.words as zoning_words, parcels.land_value, parcels.total_value, parcels.zoning, parcels.last_sold,
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
