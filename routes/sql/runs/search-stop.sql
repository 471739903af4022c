-- Why no search may be sent now; no row when it may, and while the fee of one is not known.
select 'budget.daily-usd is used up' as stop
where cast(:#${properties:prices.search} as real) > 0
  and (select coalesce(sum(usd), 0) from spend
       where day = :#${variable.run[run_date]} and purpose not in ('evaluate', 'backfill'))
      >= cast(:#${properties:budget.daily-usd} as real)
