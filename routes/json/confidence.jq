[.choices[0]?.logprobs?.content[]?.logprob? | numbers]
| if length == 0 then null else (add | exp) end
