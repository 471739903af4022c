-- Evaluations count against budget.training-usd.
select coalesce(sum(usd), 0) as spent from spend where day = :#${variable.run[run_date]} and purpose <> 'evaluate'
