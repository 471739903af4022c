[.data[]? | objects | select(.id | type == "string" and test("^[A-Za-z0-9._:-]{1,200}$"))]
| sort_by(.step_number // 0)
| last
| .id // ""
