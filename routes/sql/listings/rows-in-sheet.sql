-- The second tab may be made again: what was said in it is in the database.
select count(*) as in_sheet from deliveries where kind = 'sheet' and kind = :#${variable.delivery}
