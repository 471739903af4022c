-- The property of an address: by its key, else by the address as it is written. Of several rows of one the newest.
select property_key, address, classification, label_source, model_label, confidence, snippet, price, lot_size, year_built, link
from property_scans
where property_key = :#key
   or lower(address) = lower(:#address) and not exists (select 1 from property_scans where property_key = :#key)
group by property_key having rowid = max(rowid)
