-- As record-spend.sql; nothing while the fee is not known.
insert into spend (at, day, run_id, server, model, purpose, input_tokens, cached_tokens, output_tokens, usd)
select strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()), :#${variable.run[run_date]},
       iif(:#${variable.run[kind]} = 'dry', null, :#${variable.run[id]}), 'serpapi', 'search', 'search', 0, 0, 0,
       cast(:#${properties:prices.search} as real)
where cast(:#${properties:prices.search} as real) > 0
