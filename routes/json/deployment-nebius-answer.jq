def line: if type == "string" then gsub("[[:cntrl:][:space:]]+"; " ") | .[0:500] else null end;
(.status | if type == "string" then ascii_downcase else "" end) as $state
| {
  state: (if $state | test("^(active|ready)$") then "ready" elif $state | test("^(error|failed|deleted)$") then "failed" else "making" end),
  name: (.name | if type == "string" and test("^[!-~]{1,200}$") then . else null end),
  error: (.error? // .status_reason? // .message? | if type == "object" then .message else . end | line)
}
