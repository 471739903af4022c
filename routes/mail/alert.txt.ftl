<#ftl output_format="plainText">
Development Leads needs somebody to look at this:

    ${body.what?cap_first}

What to do: ${body.what_to_do?cap_first}.

Noticed:     ${body.at?replace("T", " ")?keep_before(".")} UTC
Known as:    ${body.key}

This is told once. "leads status" shows it too, and alerts.jsonl in the data folder has all alerts.
