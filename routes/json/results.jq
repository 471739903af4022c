[.organic_results // [] | to_entries[]
 | {position: .key, title: .value.title, link: .value.link, snippet: .value.snippet}]
