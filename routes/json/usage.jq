def count: if type == "number" and . >= 0 and . < 1e12 then floor else 0 end;
{
  input: (.usage.prompt_tokens? | count),
  cached: (.usage.prompt_tokens_details?.cached_tokens? | count),
  output: (.usage.completion_tokens? | count)
}
