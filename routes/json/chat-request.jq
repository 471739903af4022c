{
  model: variable("chatModel"),
  messages: (
    [
      {role: "system", content: variable("system")},
      {role: "user", content: variable("question")}
    ]
    + (if variable("corrected") != "true" then []
       else (variable("wrongAnswer") | if . == null or . == "" then [] else [{role: "assistant", content: .[0:500]}] end)
            + [{role: "user", content: variable("correction")}] end)
  ),
  max_completion_tokens: (variable("maxTokens") | tonumber)
}
+ (variable("options") | fromjson)
