select * from property_scans where fingerprint is not null and status = 'for_sale' order by rowid
