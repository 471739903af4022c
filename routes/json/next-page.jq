variable("page") as $this
| (.data // []) as $jobs
| if .has_more == true and ($jobs | length) > 0
  then "limit=" + variable("pageSize") + "&after=" + ($jobs[-1].id | tostring | @uri)
  else null end
| if . == $this then null else . end
