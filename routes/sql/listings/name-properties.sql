-- Gives rows that came without one their property key, so that a search finds them again; property_key() is ours.
update property_scans set property_key = property_key(address, link) where property_key is null
