if (.search_metadata | type) != "object" or .search_metadata.status != "Success" then null
elif .organic_results == null and .error != null and ((.error | tostring | test("any results")) | not) then null
else . end
