def line: if type == "string" then gsub("[[:cntrl:][:space:]]+"; " ") | sub("^ +"; "") | .[0:500] else null end;
def identifier: if type == "string" and test("^[A-Za-z0-9._-]{1,200}$") then . else null end;
(.status | if type == "string" then ascii_downcase else "unknown" end) as $status
| {
  batch_id: (.id | identifier),
  state: (if $status | test("^(done|succeeded)$") then "completed"
          elif $status == "canceled" then "cancelled"
          elif $status | test("^[a-z_]{1,40}$") then $status
          else "unknown" end),
  output_file_id: (.output_file_id | identifier),
  error_file_id: (.error_file_id | identifier),
  completed: ([.request_counts?.completed? | numbers][0]),
  failed: ([.request_counts?.failed? | numbers][0]),
  error: ([.errors?.data[]?.message?, .errors?.message? | line | select(. != null and . != "")][0])
}
