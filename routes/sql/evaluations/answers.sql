select expected, label, confidence, input_tokens, output_tokens, usd, latency_ms
from evaluation_answers
where server = :#${variable.global:server}
  and model = :#${variable.chatModel}
  and label is not null
  and line_sha256 in (select value from json_each(:#${variable.heldOut[lines]}))
