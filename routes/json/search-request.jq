"engine=google&gl=us&hl=en&q=" + (variable("query") | @uri)
+ (.location | if . == null or . == "" then "" else "&location=" + (. | @uri) end)
+ (variable("start") | if . == null or . == "0" then "" else "&start=" + . end)
