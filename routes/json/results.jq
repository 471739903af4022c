[(.organic_results? | arrays | to_entries[])
 | select(.value | type == "object")
 | {position: .key, title: .value.title, link: .value.link, snippet: .value.snippet,
    extensions: [.value.rich_snippet? | objects | (.top?, .bottom?) | objects | .extensions? | arrays | .[] | strings],
    detected: ([.value.rich_snippet? | objects | (.top?, .bottom?) | objects | .detected_extensions? | objects
                | select(.price? != null) | {price, currency}] | .[0])}]
