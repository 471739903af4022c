select count(*) as in_sheet from deliveries where kind = :#${variable.delivery}
