-- What property_scans is: table, view, virtual or shadow; wr is 1 without rowid.
select type, wr from pragma_table_list where schema = 'main' and lower(name) = 'property_scans'
