def part: @uri | gsub("%2F"; "/") | gsub("%3A"; ":");
. as $row
| (variable("path") | split("{name}") | join($row.wanted_name | part)) as $path
| if variable("look") == "1" and variable("method") == "POST" then $path + "/" + ($row.name | part) else $path end
