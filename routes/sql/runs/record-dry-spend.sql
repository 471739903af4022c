insert into spend (at, day, run_id, server, model, purpose, input_tokens, cached_tokens, output_tokens, usd)
select strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()), :#day, :#run_id, :#${variable.global:server}, :#model, :#${variable.purpose},
       :#input, :#cached, :#output, :#usd
where :#${variable.run[kind]} = 'dry'
