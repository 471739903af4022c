delete from zoning
where not exists (select 1 from json_each(:#${body})
                  where value ->> '$.town' = zoning.town and value ->> '$.district' = zoning.district)
