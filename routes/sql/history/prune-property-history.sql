-- What searches said of a price, but for the newest row of each property, which tells the next change. Imported rows stay.
delete from property_history
where source = 'search' and day < :#${bean:retention.historySince}
  and day < (select max(newer.day) from property_history newer
             where newer.property_key = property_history.property_key and newer.source = 'search')
