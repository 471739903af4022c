insert into spend (at, server, model, purpose, input_tokens, cached_tokens, output_tokens, usd)
values (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), :#${variable.server}, :#${variable.chatModel}, :#${variable.purpose},
        :#input, :#cached, :#output, :#usd)
