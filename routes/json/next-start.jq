if .serpapi_pagination.next? != null and (.organic_results? | type == "array" and length > 0)
then (variable("start") | tonumber) + (.organic_results | length) | tostring
else null end
