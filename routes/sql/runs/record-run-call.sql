update deliveries set version = :#${variable.outcome}, at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now())
where kind = 'custom-run' and ref = :#${variable.run[run_key]}
