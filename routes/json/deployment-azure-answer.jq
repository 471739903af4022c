def line: if type == "string" then gsub("[[:cntrl:][:space:]]+"; " ") | .[0:500] else null end;
(.properties?.provisioningState? | if type == "string" then ascii_downcase else "" end) as $state
| {
  state: (if $state == "succeeded" then "ready" elif $state | test("^(failed|canceled|cancelled|deleting)$") then "failed" else "making" end),
  name: null,
  error: (.error?.message? // .properties?.error?.message? | line)
}
