<#assign n = body.leads?size>
<#if (n > 0)>${n} <#if n == 1>lead<#else>leads</#if><#elseif body.state == "failed">The search<#else>No new leads</#if> in ${body.location}<#if n == 0 && body.state == "failed"> failed</#if>, ${body.date}<#if (n > 0) && body.state == "failed"> (the search failed)<#elseif body.state == "partial"> (not complete)</#if>
