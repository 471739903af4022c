select distinct address
from property_scans
where address like '%' || :#words || '%'
order by address
limit 4
