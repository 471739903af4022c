((variable("suffix") | .[0:40]) + "-" + (.id | gsub("[^A-Za-z0-9]"; "") | .[-12:])) as $name
| (variable("checkpoint") | if . == null or . == "" then null else . end) as $checkpoint
| (if $checkpoint == null then null else .id + ":" + $checkpoint end) as $source
| {
  wanted_name: $name,
  name: null,
  source: $source,
  request: ({name: $name, base_model: variable("genericModel"), source: $source, description: ("job " + .id)} | tojson),
  command: null
}
