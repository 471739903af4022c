-- A dry run works on a copy of the database: in the database itself the run has another number or none.
insert into spend (at, day, run_id, server, model, purpose, input_tokens, cached_tokens, output_tokens, usd)
values (strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()), :#day, iif(:#${variable.run[kind]} = 'dry', null, :#run_id),
        :#${variable.global:server}, :#model, :#${variable.purpose}, :#input, :#cached, :#output, :#usd)
