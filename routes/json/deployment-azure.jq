((variable("suffix") | .[0:40]) + "-" + (.id | gsub("[^A-Za-z0-9]"; "") | .[-12:])) as $name
| (.fine_tuned_model | if type == "string" and test("^[!-~]{1,200}$") then . else null end) as $model
| {
  wanted_name: $name,
  name: $name,
  source: $model,
  request: ({sku: {name: "standard", capacity: 1},
             properties: {model: {format: "OpenAI", name: $model, version: "1"}}} | tojson),
  command: (variable("command") | split("{name}") | join($name | @sh) | split("{model}") | join(($model // "") | @sh))
}
