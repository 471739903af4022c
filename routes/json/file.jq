def line: if type == "string" then gsub("[[:cntrl:][:space:]]+"; " ") | sub("^ +"; "") | .[0:500] else null end;
(.status | if type == "string" then ascii_downcase else "" end) as $status
| {
  file_id: (.id | if type == "string" and test("^[A-Za-z0-9._-]{1,200}$") then . else null end),
  state: (if $status | test("^(error|failed|deleted|deleting|cancell?ed|invalid)$") then "error"
          elif $status | test("^(|processed|ready|succeeded|completed|done|ok)$") then "ready"
          elif $status == "uploaded" then "uploaded"
          else "processing" end),
  reason: (.status_details // .error | if type == "object" then .message else . end | line | if . == "" then null else . end)
}
