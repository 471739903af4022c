select first_seen as date, address, price, lot_size, year_built, classification as label, confidence, snippet, link,
       source, status, model, property_key
from property_scans
where fingerprint is not null
  and instr(',' || :#${properties:leads.labels} || ',', ',' || classification || ',') > 0
order by first_seen desc, confidence desc, rowid
