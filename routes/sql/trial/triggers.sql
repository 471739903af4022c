-- The triggers of the table, for a sentence. They are its owner's: the application has none on it.
select group_concat(name, ', ') from sqlite_master where type = 'trigger' and lower(tbl_name) = 'property_scans'
