<#ftl output_format="HTML">
<#setting number_format=",##0.##">
<#setting locale="en_US">
<#-- Mail programs hide what is behind the first 100 KB of a mail; in bytes on their way, where a letter beyond ASCII takes up to nine. -->
<#assign most = 55000>
<#function size text><#return text?replace("[^\\x00-\\x7F]", "123456789", "r")?replace("=", "123")?length></#function>
<#function cut text><#return (text?length > 240)?then(text?substring(0, 239)?trim + "…", text)></#function>
<#-- A model is never certain, whatever number it gives. -->
<#function sure lead><#return (lead.confidence >= 0.9)?then("very sure", (lead.confidence >= 0.7)?then("fairly sure", "not very sure")) + (lead.score??)?then(", score " + lead.score, "")></#function>
<#-- Whether the text that is shown says that number already. -->
<#function said lead number><#return (lead.snippet!"")?has_content && cut(lead.snippet)?replace(",", "")?matches(".*(?<![0-9.])" + number?c?replace(".", "\\.") + "(?![0-9]|\\.[0-9]).*", "s")></#function>
<#-- The towns of the leads as their addresses name them. -->
<#assign towns = []>
<#list body.leads as lead><#assign parts = (lead.address!"")?split(","), town = (parts?size > 2)?then(parts[parts?size - 2]?trim + ", " + parts?last?trim?keep_before(" "), body.location)><#if !towns?seq_contains(town)><#assign towns = towns + [town]></#if></#list>
<#assign place = (body.towns?size > 2)?then(body.towns[0] + " and " + (body.towns?size - 1) + " other towns", body.towns?join(" and "))>
<#assign where = (towns?size == 0)?then(place, (towns?size <= 3)?then(towns?join(" and "), towns[0..2]?join("; ") + " and " + (towns?size - 3) + " more towns"))>
<#function counted n one more><#return n + " " + (n == 1)?then(one, more)></#function>
<#-- What the assessor's record says, or why there is none; of a year that the listing tells otherwise, both. -->
<#function record lead separator>
<#local r = lead.record, said = [r.lot???then("lot " + r.lot + " sqft" + r.acres???then(" (" + r.acres + (r.acres > 1)?then(" acres)", " acre)"), ""), ""), r.year???then("built " + r.year?c + (lead.year_built?? && lead.year_built != r.year)?then(" (listing: " + lead.year_built?c + ")", ""), ""), r.land_share???then("land " + (r.land_share * 100)?round + " % of value", ""), r.zoning!""]?filter(t -> t?has_content)>
<#if r.why??><#return "No assessor's record: " + r.why></#if>
<#return (said?size == 0)?then("", (r.building == 1)?then("Record of the building: ", "Assessor's record: ") + said?join(separator))>
</#function>
<#assign many = body.towns?size != 1>
<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><meta name="viewport" content="width=device-width"><title>Development leads</title></head>
<body style="margin:0;padding:24px 12px;background:#f4f4f1;font-family:Helvetica,Arial,sans-serif;color:#222;line-height:1.45">
<div style="max-width:640px;margin:0 auto">
<h1 style="margin:0 0 4px;font-size:22px"><#if body.leads?size == 0>No new leads<#else>${counted(body.leads?size, "lead", "leads")}</#if> in ${where}</h1>
<p style="margin:0 0 16px;color:#666;font-size:14px">${body.date}<#if body.sheet_link?has_content> · <a href="${body.sheet_link}" style="color:#1d5c8a">open the sheet</a></#if><#if body.report_link?has_content> · <a href="${body.report_link}" style="color:#1d5c8a">the report</a></#if></p>
<#if (variables.restored!0) == 2>
<p style="margin:0 0 16px;padding:10px 14px;background:#fdf3d8;border-left:3px solid #7a5b00">The database was put back from an older copy. Leads that were told since are left out, as far as the sheet or deliveries.jsonl names them.</p>
<#elseif (variables.restored!0) gt 0>
<p style="margin:0 0 16px;padding:10px 14px;background:#fdf3d8;border-left:3px solid #7a5b00">The database was put back from an older copy, which knows nothing of mails that were sent since: what is told here may have been told before.</p>
</#if>
<#if body.state != "succeeded">
<p style="margin:0 0 16px;padding:10px 14px;background:#fbecec;border-left:3px solid #a12622">This run did not go as it should: ${body.error!"no reason was recorded"}<br><#if body.what_to_do??>What to do: ${body.what_to_do}.<#else>What could not be done is done by the next run.</#if></p>
</#if>
<#list body.alerts as alert>
<p style="margin:0 0 16px;padding:10px 14px;background:#fdf3d8;border-left:3px solid #7a5b00">${alert.what?cap_first}<br>What to do: ${alert.what_to_do}.</p>
</#list>
<#assign used = 0, shown = 0>
<div style="font-size:14px">
<#list body.leads as lead>
<#assign block>
<#if many && (lead?is_first || lead.town! != body.leads[lead?index - 1].town!)><h2 style="margin:28px 0 4px;font-size:19px;border-bottom:1px solid #bbb">${(lead.town!"")?has_content?then(lead.town!"", "Elsewhere")}</h2></#if>
<#if many && (lead?is_first || lead.town! != body.leads[lead?index - 1].town!)><h3 style="margin:14px 0 4px;font-size:16px">${lead.section?cap_first}</h3><#elseif lead?is_first && lead.section! != "new" || !lead?is_first && lead.section! != body.leads[lead?index - 1].section!><h2 style="margin:20px 0 4px;font-size:16px">${lead.section?cap_first}</h2></#if>
<div style="margin:12px 0;padding:14px;background:#fff;border:1px solid #ddd">
<div style="font-size:17px"><#if lead.link?has_content><a href="${lead.link}" style="color:#1d5c8a">${lead.address!"no address"}</a><#else>${lead.address!"no address"}</#if></div>
<div style="font-size:15px"><b><#if lead.section! == "price cut">$${lead.was} → $${lead.price} (−${((1 - lead.price / lead.was) * 100)?round} %)<#elseif lead.price??>$${lead.price}<#else>no price</#if></b>
 <span style="color:#1d6b3a">${lead.label?replace("_", " ")}<#if lead.confidence??>, ${sure(lead)}</#if></span>
<#if lead.changed?? && lead.changed == 1> <span style="color:#7a5b00">${lead.section}<#if lead.days??>, first seen ${lead.date}<#if (lead.days > 0)> (${counted(lead.days, "day", "days")} ago)</#if></#if></span></#if></div>
<#if lead.relisted??><div style="color:#7a5b00">Back on the market (${lead.relisted})</div></#if>
<#if lead.price_per_lot_sqft?? || lead.price_per_building_sqft??><div style="color:#666"><#if lead.price_per_lot_sqft??>$${lead.price_per_lot_sqft?round} per sqft of lot</#if><#if lead.price_per_lot_sqft?? && lead.price_per_building_sqft??> · </#if><#if lead.price_per_building_sqft??>$${lead.price_per_building_sqft?round} per sqft of building</#if></div></#if>
<#if lead.reason?has_content><div>Why: ${lead.reason}</div></#if>
<div style="color:#666"><#list [lead.lot_size???then("lot " + lead.lot_size, ""), (lead.year_built?? && !said(lead, lead.year_built))?then("built " + (lead.year_built!0)?c, ""), lead.beds???then(counted(lead.beds!0, "bed", "beds"), ""), lead.baths???then(counted(lead.baths!0, "bath", "baths"), ""), (lead.square_feet?? && !said(lead, lead.square_feet))?then((lead.square_feet!0) + " sqft", ""), (lead.status!"")?replace("_", " "), ((lead.source!"")?contains("."))?then(lead.source!"", (lead.source!"")?cap_first)]?filter(t -> t?has_content) as t>${t}<#sep> · </#list></div>
<#if lead.record?? && record(lead, " · ") != ""><div style="color:#666">${record(lead, " · ")}</div></#if>
<#if lead.snippet?has_content><div>${cut(lead.snippet)}</div></#if>
<#if lead.place?has_content || (lead.address?has_content && body.map_link?has_content)><div style="font-size:13px"><#if lead.place?has_content><a href="${lead.place}" style="color:#1d5c8a">Your verdict</a></#if><#if lead.place?has_content && lead.address?has_content && body.map_link?has_content> · </#if><#if lead.address?has_content && body.map_link?has_content><a href="${body.map_link?replace("{address}", lead.address?url("UTF-8"))}" style="color:#1d5c8a">Map</a></#if></div></#if>
<#if body.assessor_link?has_content && (lead.record.parcel)?has_content><div style="font-size:13px"><a href="${body.assessor_link?replace("{parcel}", lead.record.parcel?url("UTF-8"))?replace("{address}", (lead.address!"")?url("UTF-8"))}" style="color:#1d5c8a">Assessor's page</a></div></#if>
</div>
</#assign>
<#assign used = used + size(block?markup_string)>
<#if (used > most)><#break></#if>
<#assign shown = lead?counter>
${block}
</#list>
<#if many><#list body.towns?filter(town -> !body.leads?map(lead -> lead.town!"")?seq_contains(town)) as town><p style="color:#666">${town}: no new leads</p></#list></#if>
<#if shown < body.leads?size><p>${body.leads?size - shown} more <#if body.sheet_link?has_content>are in <a href="${body.sheet_link}" style="color:#1d5c8a">the sheet</a><#else>are in leads.csv in the data folder</#if>.</p></#if>
</div>
<#if body.sold?has_content><p style="font-size:14px">Sold</p><ul style="font-size:14px">
<#list body.sold[0..*20] as listing><li><#if listing.link?has_content><a href="${listing.link}" style="color:#1d5c8a">${listing.address!""}</a><#else>${listing.address!""}</#if><#if listing.price??>, $${listing.price}</#if>, a lead since ${listing.first_seen!"earlier"}</li></#list></ul></#if>
<#if body.since_verdict?has_content><p style="font-size:14px">Changed since your verdict</p><ul style="font-size:14px">
<#list body.since_verdict[0..*20] as listing><li>${listing.address!""}, <#if listing.price??>$${listing.price}<#else>no price</#if>, you said ${listing.label?replace("_", " ")}</li></#list></ul></#if>
<#if body.leads?size != 0 || (body.to_judge > 0)><p style="font-size:14px">What do you say? Write yes, no or unclear into the column Verdict of <#if body.sheet_link?has_content><a href="${body.sheet_link}" style="color:#1d5c8a">the sheet</a>, also in its tab ${body.judge_tab}<#else>leads.csv</#if>, or: <code>leads label ADDRESS yes</code>. The next run reads it, and the next training learns from it.</p></#if>
<#if variables.learningText?has_content><p style="font-size:14px">${variables.learningText}</p></#if>
<table style="margin-top:20px;border-collapse:collapse;font-size:13px;color:#555">
<tr><td style="padding:2px 16px 2px 0;vertical-align:top">Results read</td><td>${body.results}, from ${counted(body.searches, "search", "searches")}</td></tr>
<tr><td style="padding:2px 16px 2px 0;vertical-align:top">Properties</td><td>${body.found}; ${body.new} new, ${body.changed} changed</td></tr>
<tr><td style="padding:2px 16px 2px 0;vertical-align:top">Classified</td><td>${body.classified}<#list body.labels as l><#if l?is_first>: <#else>, </#if>${l.count} ${l.label?replace("_", " ")}</#list></td></tr>
<#if (body.waiting > 0) || body.note??><tr><td style="padding:2px 16px 2px 0;vertical-align:top">Waiting</td><td>${(body.waiting > 0)?then(body.waiting, "searches")}, for the next run<#if body.note??>: ${body.note}</#if></td></tr></#if>
<#list body.skip_reasons as l><tr><td style="padding:2px 16px 2px 0;vertical-align:top">Left out</td><td>${l.count} ${l.reason?replace("_", " ")}</td></tr></#list>
<tr><td style="padding:2px 16px 2px 0;vertical-align:top">Model</td><td>${body.model!"none"}<br>${body.model_reason!""}</td></tr>
<tr><td style="padding:2px 16px 2px 0;vertical-align:top">Tokens</td><td>${body.input_tokens} in, ${body.output_tokens} out</td></tr>
<tr><td style="padding:2px 16px 2px 0;vertical-align:top">Cost</td><td><#if body.usd?? && body.usd == 0>$0<#elseif body.usd??>$${body.usd?string("0.0000")}<#else>not known</#if><#if (body.search_fees!"") == "not known">, without search fees</#if></td></tr>
<tr><td style="padding:2px 16px 2px 0;vertical-align:top">Duration</td><td>${body.seconds} s</td></tr>
</table>
</div>
</body>
</html>
