(variable("wanted") | fromjson) as $wanted
| [.[]? | select(.metadata.submission? == $wanted.submission)]
+ [.[]? | select(.metadata.submission? == null and .input_file_id == $wanted.file_id)]
| first
