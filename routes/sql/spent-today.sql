select coalesce(sum(usd), 0) as usd from spend where day = :#${variable.run[run_date]}
