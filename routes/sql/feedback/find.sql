-- The property of an address, or those whose address has the same words.
select property_key, address, classification, label_source, model_label, confidence, snippet, price, lot_size, year_built, link
from property_scans
where property_key = :#key or lower(address) = lower(:#address)
group by property_key having rowid = max(rowid)
