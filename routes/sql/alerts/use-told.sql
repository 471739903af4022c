-- From here on the database itself knows that they were told.
update told_leads set run_id = :#${variable.run[id]}
where run_id is null and lead_key in (select property_key from answers where run_id = :#${variable.run[id]})
