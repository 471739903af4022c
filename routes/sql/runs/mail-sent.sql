select count(*) as sent from deliveries where kind = 'mail' and ref = :#${variable.run[run_key]}
