select coalesce(max(run_date), '') as last from runs where kind = 'scheduled'
