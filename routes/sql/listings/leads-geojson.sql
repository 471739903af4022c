-- The leads whose record has a point, as one GeoJSON document (RFC 7946), in the order of leads.csv;
-- nothing where the layer is not asked for points.
select iif(:#${properties:parcels.point} = 'none', null,
           json_object('type', 'FeatureCollection', 'features', json(coalesce(json_group_array(json(feature)), '[]')))) as document
from (select json_object(
               'type', 'Feature', 'id', scans.property_key,
               'geometry', json_object('type', 'Point', 'coordinates', json_array(parcels.lon, parcels.lat)),
               'properties', json_object(
                 'address', scans.address,
                 'price', nullif(cast(replace(replace(trim(scans.price), ',', ''), '$', '') as real), 0),
                 'score', min(99, cast(round(100 * scans.confidence) as integer)), 'status', scans.status, 'facts', told.facts,
                 'why', scans.reason, 'link', scans.link, 'first_seen', scans.first_seen)) as feature
      from property_scans scans
      join told_facts told on told.scan = scans.rowid
      join parcels on parcels.property_key = scans.property_key and parcels.lon is not null
      where scans.fingerprint is not null
        and scans.rowid = (select max(same.rowid) from property_scans same
                           where same.property_key = scans.property_key and same.fingerprint is not null)
        and scans.classification in (:#in:${properties:leads.labels})
      order by scans.first_seen desc, scans.confidence desc, scans.rowid)
