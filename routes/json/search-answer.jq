if (.search_metadata.status // "Success") != "Success" then null
elif .organic_results == null and .error != null and ((.error | tostring | test("any results")) | not) then null
else . end
