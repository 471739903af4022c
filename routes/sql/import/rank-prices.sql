update import_prices
set reason = 'another price of the same day'
where reason is null
  and rowid not in (select max(rowid) from import_prices where reason is null group by property_key, day)
