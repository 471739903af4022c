-- Evaluations count against budget.training-usd, back-fills against budget.backfill-usd.
select coalesce(sum(usd), 0) as spent from spend where day = :#${variable.run[run_date]} and purpose not in ('evaluate', 'backfill')
