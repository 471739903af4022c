[(.organic_results? | arrays | to_entries[])
 | select(.value | type == "object")
 | {position: .key, title: .value.title, link: .value.link, snippet: .value.snippet}]
