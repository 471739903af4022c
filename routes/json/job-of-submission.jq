(variable("wanted") | fromjson) as $wanted
| [.data[]? | select(.metadata.submission? == $wanted.submission)]
+ [.data[]? | select(.metadata.submission? == null and .training_file == $wanted.training_file_id and .model == $wanted.model)]
| map(select(.status | tostring | ascii_downcase | . != "failed" and . != "cancelled"))
| first
