select distinct address
from property_scans
where instr(lower(address), lower(:#words)) > 0
order by address
limit 4
