{
  model: variable("chatModel"),
  answer: (variable("answerText") | if . == null then null else .[0:1000] end),
  label: (variable("label") | if . == null or . == "" then "unclear" else . end),
  confidence: (variable("confidence") | if . == null or . == "" then null else tonumber end)
}
