(variable("wanted") | fromjson) as $wanted
| [.. | objects
   | select(.name? | type == "string")
   | select(.source? == $wanted.source or (.name | endswith(":" + $wanted.wanted_name) or contains(":" + $wanted.wanted_name + "-")))]
| first
