-- The assessor's record of a property, from the layer of parcels. state: found, none; why: why there is none. building: 1 when
-- the record is that of a building of several units. Areas in square feet, values in dollars. until: when it is asked for again.
create table if not exists parcels (
    property_key   text primary key,
    state          text not null,
    why            text,
    building       integer not null default 0,
    record         text,
    lot_sqft       real,
    year_built     integer,
    building_area  real,
    living_area    real,
    land_value     real,
    building_value real,
    total_value    real,
    use_code       text,
    zoning         text,
    last_sold      text,
    last_price     real,
    asked_at       text not null,
    until          text not null
);

-- The requests to that layer; error: why one failed, after which its run sent no other.
create table if not exists parcel_requests (
    id        integer primary key,
    run_id    integer not null,
    day       text not null,
    addresses integer not null,
    error     text,
    at        text not null
);

-- What follows from a record, beside what the listing says. The larger difference counts where both tell the year.
drop view if exists parcel_facts;
create view parcel_facts as
select parcels.property_key, parcels.building, scans.lot_size as listed_lot, parcels.lot_sqft,
       round(parcels.lot_sqft / 43560.0, 3) as lot_acres,
       scans.year_built as listed_year, parcels.year_built,
       scans.square_feet as listed_area, coalesce(parcels.living_area, parcels.building_area) as area,
       round(parcels.land_value / parcels.total_value, 3) as land_share,
       round(scans.price / parcels.lot_sqft, 2) as price_per_lot_sqft,
       round(coalesce(parcels.building_area, parcels.living_area) / parcels.lot_sqft, 3) as floor_area_ratio,
       cast(strftime('%Y', parcels.asked_at) as integer) - parcels.year_built as age,
       round((julianday(parcels.asked_at) - julianday(parcels.last_sold)) / 365.25, 1) as years_since_sale
from parcels
join property_scans scans on scans.property_key = parcels.property_key
where parcels.state = 'found';
