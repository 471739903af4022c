insert into parcels (property_key, state, why, building, record, lot_sqft, year_built, building_area, living_area, land_value,
                     building_value, total_value, use_code, zoning, town, last_sold, last_price, asked_at, until)
values (:#property_key, :#state, :#why, :#building, :#record, :#lot_sqft, :#year_built, :#building_area, :#living_area, :#land_value,
        :#building_value, :#total_value, :#use_code, :#zoning, :#town, :#last_sold, :#last_price,
        strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()), :#until)
on conflict (property_key) do update
set state = excluded.state, why = excluded.why, building = excluded.building, record = excluded.record,
    lot_sqft = excluded.lot_sqft, year_built = excluded.year_built, building_area = excluded.building_area,
    living_area = excluded.living_area, land_value = excluded.land_value, building_value = excluded.building_value,
    total_value = excluded.total_value, use_code = excluded.use_code, zoning = excluded.zoning, town = excluded.town,
    last_sold = excluded.last_sold, last_price = excluded.last_price, asked_at = excluded.asked_at, until = excluded.until
