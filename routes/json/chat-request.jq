{
  model: variable("chatModel"),
  messages: [
    {role: "system", content: variable("system")},
    {role: "user", content: variable("question")}
  ],
  max_completion_tokens: (variable("maxTokens") | tonumber)
}
+ (variable("options") | fromjson)
