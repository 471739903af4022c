-- A note beside a verdict that stands as it was, or beside none, is no verdict. Two statements write it: one that dies between
-- them finds the same difference again. Nothing when the cell of a row that was written anew is blank.
update property_scans set owner_note = :#note where property_key = :#property_key and :#note is not null
