<#ftl output_format="plainText">
<#setting number_format=",##0.##">
<#setting locale="en_US">
<#if body.state != "succeeded">
This run did not go as it should: ${body.error!"no reason was recorded"}
What could not be done is done by the next run.

</#if>
<#if body.leads?size == 0>
No new leads in ${body.location} today.
<#else>
<#list body.leads as lead>
${lead?counter}. ${lead.address}
   <#if lead.price??>$${lead.price}<#else>no price</#if>, ${lead.label?replace("_", " ")}<#if lead.confidence??> (${(lead.confidence * 100)?round} %)</#if><#if lead.changed?? && lead.changed == 1>, changed</#if>
<#if lead.lot_size?? || lead.year_built?? || lead.beds?? || lead.square_feet??>
   <#if lead.lot_size??>lot ${lead.lot_size}; </#if><#if lead.year_built??>built ${lead.year_built?c}; </#if><#if lead.beds??>${lead.beds} beds; </#if><#if lead.baths??>${lead.baths} baths; </#if><#if lead.square_feet??>${lead.square_feet} sqft; </#if>${lead.status?replace("_", " ")}
</#if>
   ${lead.snippet}
   ${lead.link}

</#list>
</#if>
The run in numbers
  results read       ${body.results}, from ${body.searches} searches
  properties         ${body.found}; ${body.new} new, ${body.changed} changed
  classified         ${body.classified}<#list body.labels as l><#if l?is_first>: <#else>, </#if>${l.count} ${l.label?replace("_", " ")}</#list>
<#if (body.waiting > 0)>
  waiting            ${body.waiting}, for the next run
</#if>
<#list body.left_out as l>
  left out           ${l.count} ${l.reason?replace("_", " ")}
</#list>
  model              ${body.model!"none"}
                     ${body.model_reason!""}
  tokens             ${body.input_tokens} in, ${body.output_tokens} out
  cost               <#if body.usd??>$${body.usd?string("0.0000")}<#else>not known</#if>
  duration           ${body.seconds} s
<#if body.sheet_link?has_content>
  sheet              ${body.sheet_link}
</#if>
