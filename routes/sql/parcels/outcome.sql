-- What the layer said since a command began.
select count(iif(state = 'found', 1, null)) as found, count(iif(state = 'none', 1, null)) as none
from parcels
where julianday(asked_at) >= julianday(:#${variable.since})
