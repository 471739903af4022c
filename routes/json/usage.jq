def count: if type == "number" and . >= 0 and . < 1e12 then floor else 0 end;
(if (.usage | type) == "object" then .usage else {} end) as $usage
| {
  input: ($usage.prompt_tokens | count),
  cached: ([$usage.prompt_tokens_details | objects | .cached_tokens][0] | count),
  output: ($usage.completion_tokens | count)
}
