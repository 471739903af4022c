-- What a question to a model says of a property's record, as the text that it shows; null where the record does not tell.
-- A record of a building of several units is left out: its lot and values are not those of the unit that is for sale.
drop view if exists prompt_facts;
create view prompt_facts as
select property_key,
       iif(lot_sqft >= 1, printf('%,d sqft', round(lot_sqft)), null) as record_lot,
       year_built as record_year,
       iif(coalesce(building_area, living_area) >= 1,
           printf('%,d sqft', round(coalesce(building_area, living_area))), null) as record_building_area,
       iif(land_value >= 1, printf('$%,d', round(land_value)), null) as record_land_value,
       iif(building_value >= 1, printf('$%,d', round(building_value)), null) as record_building_value,
       zoning as record_zoning,
       last_sold || iif(last_price >= 1, printf(' for $%,d', round(last_price)), '') as record_last_sold
from parcels
where state = 'found' and building = 0;
