if .serpapi_pagination.next? != null
   and (.organic_results? | type == "array" and length > 0)
   and (variable("pageNumber") | tonumber) < (variable("pages") | tonumber)
then (variable("start") | tonumber) + (.organic_results | length) | tostring
else null end
