-- Whether a made-up property was added, and then whether it was changed.
select 1 as added,
       classification = 'not_opportunity' and fingerprint = 'trial again' and last_seen = '2000-01-01' as changed
from property_scans
where property_key = :#key
