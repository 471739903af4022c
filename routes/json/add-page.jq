(variable("jobs") | fromjson) as $known
| $known + [.data[]? | select(.id as $id | $known | any(.id == $id) | not)]
