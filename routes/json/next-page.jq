(variable("jobs") | fromjson) as $known
| (.data // []) as $jobs
| if .has_more == true and ($jobs | any(.id as $id | $known | any(.id == $id) | not))
  then "&after=" + ($jobs[-1].id | tostring | @uri)
  else null end
