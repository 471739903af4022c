<#ftl output_format="plainText">
<#setting number_format=",##0.##">
<#setting locale="en_US">
<#-- As in leads-digest.html.ftl: both parts together stay below 100 KB. -->
<#assign most = 28000>
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
<#if body.leads?size == 0>No new leads<#else>${counted(body.leads?size, "lead", "leads")}</#if> in ${where?replace("\\s+", " ", "r")}, ${body.date}

<#if (variables.restored!0) == 2>
The database was put back from an older copy. Leads that were told since are left out, as far as the sheet or deliveries.jsonl names them.

<#elseif (variables.restored!0) gt 0>
The database was put back from an older copy, which knows nothing of mails that were sent since: what is told here may have been told before.

</#if>
<#if body.state != "succeeded">
This run did not go as it should: ${body.error!"no reason was recorded"}
<#if body.what_to_do??>
What to do: ${body.what_to_do}.
<#else>
What could not be done is done by the next run.
</#if>

</#if>
<#list body.alerts as alert>
${alert.what?cap_first}
What to do: ${alert.what_to_do}.

</#list>
<#assign used = 0, shown = 0>
<#list body.leads as lead>
<#assign block>
<#if many && (lead?is_first || lead.town! != body.leads[lead?index - 1].town!)>
== ${(lead.town!"")?has_content?then(lead.town!"", "Elsewhere")}

${lead.section?cap_first}

<#elseif lead?is_first && lead.section! != "new" || !lead?is_first && lead.section! != body.leads[lead?index - 1].section!>
${lead.section?cap_first}

</#if>
${lead?counter}. ${lead.address!"no address"}
   <#if lead.section! == "price cut">$${lead.was} → $${lead.price} (−${((1 - lead.price / lead.was) * 100)?round} %)<#elseif lead.price??>$${lead.price}<#else>no price</#if>, ${lead.label?replace("_", " ")}<#if lead.confidence??> (${sure(lead)})</#if><#if lead.changed?? && lead.changed == 1>, ${lead.section}<#if lead.days??>, first seen ${lead.date}<#if (lead.days > 0)> (${counted(lead.days, "day", "days")} ago)</#if></#if></#if>
<#if lead.relisted??>
   Back on the market (${lead.relisted})
</#if>
<#if lead.price_per_lot_sqft?? || lead.price_per_building_sqft??>
   <#if lead.price_per_lot_sqft??>$${lead.price_per_lot_sqft?round} per sqft of lot</#if><#if lead.price_per_lot_sqft?? && lead.price_per_building_sqft??>, </#if><#if lead.price_per_building_sqft??>$${lead.price_per_building_sqft?round} per sqft of building</#if>
</#if>
<#if lead.reason?has_content>
   Why: ${lead.reason}
</#if>
   <#list [lead.lot_size???then("lot " + lead.lot_size, ""), (lead.year_built?? && !said(lead, lead.year_built))?then("built " + (lead.year_built!0)?c, ""), lead.beds???then(counted(lead.beds!0, "bed", "beds"), ""), lead.baths???then(counted(lead.baths!0, "bath", "baths"), ""), (lead.square_feet?? && !said(lead, lead.square_feet))?then((lead.square_feet!0) + " sqft", ""), (lead.status!"")?replace("_", " "), ((lead.source!"")?contains("."))?then(lead.source!"", (lead.source!"")?cap_first)]?filter(t -> t?has_content) as t>${t}<#sep>, </#list>
<#if lead.record?? && record(lead, ", ") != "">
   ${record(lead, ", ")}
</#if>
<#if lead.snippet?has_content>
   ${cut(lead.snippet)}
</#if>
<#if lead.link?has_content>
   ${lead.link}
</#if>
<#if lead.place?has_content>
   Your verdict: ${lead.place}
</#if>
</#assign>
<#assign used = used + size(block)>
<#if (used > most)><#break></#if>
<#assign shown = lead?counter>
${block}
</#list>
<#if many>
<#list body.towns?filter(town -> !body.leads?map(lead -> lead.town!"")?seq_contains(town)) as town>
${town}: no new leads

</#list>
</#if>
<#if shown < body.leads?size>
${body.leads?size - shown} more are in <#if body.sheet_link?has_content>the sheet<#else>leads.csv in the data folder</#if>.

</#if>
<#if variables.learningText?has_content>
${variables.learningText}

</#if>
<#if body.sold?has_content>
Sold
<#list body.sold[0..*20] as listing>
   ${listing.address!""}<#if listing.price??>, $${listing.price}</#if>, a lead since ${listing.first_seen!"earlier"}
</#list>

</#if>
<#if body.since_verdict?has_content>
Changed since your verdict
<#list body.since_verdict[0..*20] as listing>
   ${listing.address!""}, <#if listing.price??>$${listing.price}<#else>no price</#if>, you said ${listing.label?replace("_", " ")}
</#list>

</#if>
<#if body.leads?size != 0 || (body.to_judge > 0)>
What do you say? <#if body.sheet_link?has_content>Write yes, no or unclear into the column Verdict of the sheet, also in its tab ${body.judge_tab}<#else>Write yes, no or unclear into the column Verdict of leads.csv</#if>, or: leads label ADDRESS yes. The next run reads it, and the next training learns from it.

</#if>
The run in numbers
  results read       ${body.results}, from ${counted(body.searches, "search", "searches")}
  properties         ${body.found}; ${body.new} new, ${body.changed} changed
  classified         ${body.classified}<#list body.labels as l><#if l?is_first>: <#else>, </#if>${l.count} ${l.label?replace("_", " ")}</#list>
<#if (body.waiting > 0) || body.note??>
  waiting            ${(body.waiting > 0)?then(body.waiting, "searches")}, for the next run<#if body.note??>: ${body.note}</#if>
</#if>
<#list body.skip_reasons as l>
  left out           ${l.count} ${l.reason?replace("_", " ")}
</#list>
  model              ${body.model!"none"}
                     ${body.model_reason!""}
  tokens             ${body.input_tokens} in, ${body.output_tokens} out
  cost               <#if body.usd?? && body.usd == 0>$0<#elseif body.usd??>$${body.usd?string("0.0000")}<#else>not known</#if><#if (body.search_fees!"") == "not known">, without search fees</#if>
  duration           ${body.seconds} s
<#if body.sheet_link?has_content>
  sheet              ${body.sheet_link}
</#if>
