<#ftl output_format="HTML">
<#setting number_format=",##0.##">
<#setting locale="en_US">
<#import "/routes/report/chart.ftl" as chart>
<#assign all = variables.report, labels = all.runs?map(r -> r.date?substring(5))>
<#function words text><#return text?replace("_", " ")></#function>
<#function percent part><#return (part * 100)?string("0.0") + " %"></#function>
<#function usd amount><#return "$" + (amount == 0)?then("0", amount?string("0.0000"))></#function>
<#function safe link><#return (link!"")?matches("https?://.*", "s")></#function>
<#function share right n><#return (n == 0)?then("", right / n)></#function>
<#macro matrix report>
<table><caption>${report.model}: ${report.correct} of ${report.examples} right (${percent(report.accuracy_low)} to ${percent(report.accuracy_high)}), balanced ${percent(report.balanced_accuracy)}</caption>
<#assign answers = report.confusion?keys>
<#list report.confusion as it, said><#list said as answer, n><#if !answers?seq_contains(answer)><#assign answers = answers + [answer]></#if></#list></#list>
<thead><tr><th scope="col">It is</th><#list answers as answer><th scope="col" class="n">Said ${words(answer)}</th></#list></tr></thead>
<tbody><#list report.confusion as it, said><tr><th scope="row">${words(it)}</th><#list answers as answer><td class="n<#if answer == it> right</#if>">${said[answer]!0}</td></#list></tr></#list></tbody></table>
</#macro>
<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><link rel="icon" href="data:,">
<title>Development leads<#if body?has_content>, ${body.date}</#if></title>
<style>
<#include "/routes/report/report.css" parse=false>
</style></head>
<body>
<a class="skip" href="#main">Skip to the leads</a>
<header><h1>Development leads<#if body?has_content> in ${body.towns?join(" and ")}</#if></h1>
<p><#if body?has_content>${body.date} · <#if body.state == "succeeded">the run succeeded<#else><strong class="bad">${body.state}: ${body.error!"no reason was recorded"}</strong></#if> · </#if>written ${all.written_at}<#if (body.sheet_link!"")?has_content> · <a href="${body.sheet_link}">the sheet</a></#if></p>
<nav aria-label="Sections"><a href="#leads">Leads</a> <a href="#cuts">Price cuts</a> <a href="#trends">Trends</a> <a href="#model">Model</a> <a href="#runs">Runs</a></nav></header>
<main id="main" tabindex="-1">
<section id="leads" aria-labelledby="leads-h"><h2 id="leads-h"><#if !body?has_content>No run yet<#elseif body.leads?size == 0>No new leads<#else>${body.leads?size} <#if body.leads?size == 1>lead<#else>leads</#if></#if></h2>
<#if body?has_content><ul class="cards">
<#list body.leads as lead><li><article>
<h3><#if safe(lead.link)><a href="${lead.link}">${lead.address!"no address"}</a><#else>${lead.address!"no address"}</#if></h3>
<p class="price"><#if lead.section! == "price cut"><del>$${lead.was}</del> $${lead.price} <b>−${((1 - lead.price / lead.was) * 100)?round} %</b><#elseif lead.price??>$${lead.price}<#else>no price</#if> <span class="tag">${lead.section!}</span></p>
<p class="facts"><#list [lead.lot_size???then("lot " + lead.lot_size, ""), lead.year_built???then("built " + lead.year_built?c, ""), lead.beds???then(lead.beds + " beds", ""), lead.baths???then(lead.baths + " baths", ""), lead.square_feet???then(lead.square_feet + " sqft", "")]?filter(t -> t?has_content) as t>${t}<#sep> · </#list></p>
<#if lead.record??><p class="facts"><#if lead.record.why??>No assessor’s record: ${lead.record.why}<#else><#list [lead.record.lot???then("lot " + lead.record.lot + " sqft", ""), lead.record.year???then("built " + lead.record.year?c, ""), lead.record.land_share???then("land " + (lead.record.land_share * 100)?round + " % of value", ""), lead.record.zoning!""]?filter(t -> t?has_content)>Assessor’s record: <#items as t>${t}<#sep> · </#items></#list></#if></p></#if>
<#if (lead.reason!"")?has_content><p><b>Why:</b> ${lead.reason}</p></#if>
<#if (lead.snippet!"")?has_content><p class="snippet">${(lead.snippet?length > 240)?then(lead.snippet?substring(0, 239) + "…", lead.snippet)}</p></#if>
<#if (body.map_link!"")?has_content && lead.address??><p><a href="${body.map_link?replace("{address}", lead.address?url("UTF-8"))}" aria-label="Map of ${lead.address}">Map</a></p></#if>
</article></li></#list>
</ul></#if></section>
<section id="cuts" aria-labelledby="cuts-h"><h2 id="cuts-h">Price cuts</h2>
<#if all.cuts?size == 0><p>None in these runs.</p><#else><div class="wide" tabindex="0" role="region" aria-label="All price cuts"><table><thead><tr><th scope="col">Day</th><th scope="col">Address</th><th scope="col" class="n">Was</th><th scope="col" class="n">Now</th><th scope="col" class="n">Cut</th><th scope="col">Taken for</th></tr></thead><tbody>
<#list all.cuts as cut><tr><td class="day">${cut.date}</td><th scope="row"><#if safe(cut.link)><a href="${cut.link}">${cut.address!"no address"}</a><#else>${cut.address!"no address"}</#if></th><td class="n">$${cut.was}</td><td class="n">$${cut.price}</td><td class="n">${((1 - cut.price / cut.was) * 100)?round} %</td><td>${words(cut.label!"not asked")}</td></tr></#list>
</tbody></table></div></#if></section>
<section id="trends" aria-labelledby="trends-h"><h2 id="trends-h">Trends</h2>
<#if all.runs?size == 0><p>No run yet.</p><#else>
<figure><figcaption>Properties a run</figcaption><@chart.lines id="found" title="Properties a run" text="Found, new ones and leads of the last ${all.runs?size} runs; the figures are in the table of runs." unit="" labels=labels series=[{"name": "found", "values": all.runs?map(r -> r.found)}, {"name": "new", "values": all.runs?map(r -> r.new)}, {"name": "leads", "values": all.runs?map(r -> r.leads)}] /></figure>
<#if all.runs?filter(r -> (r.usd!0) > 0)?size == 0><p>Cost: nothing that is known; the models were free of charge, or their prices are not known<#if all.search_fees == "not known">, as those of searches are not</#if>.</p><#else><figure><figcaption>Cost a run</figcaption><@chart.bars id="cost" title="Cost a run" text="What the models ${(all.search_fees == 'counted')?then('and searches ', '')}cost in each of the last ${all.runs?size} runs, in US dollars${(all.search_fees == 'counted')?then('', ', without search fees')}; the figures are in the table of runs." unit="$" labels=labels values=all.runs?map(r -> r.usd!"") /></figure></#if>
<#if all.agreement?size != 0><figure><figcaption>How often the model said what you say</figcaption><@chart.lines id="agreement" title="Agreement a day" text="Share of your verdicts that the model had given before you." unit="%" labels=all.agreement?map(a -> a.date?substring(5)) series=[{"name": "agreement", "values": all.agreement?map(a -> share(a.agreed, a.verdicts))}] most=1 />
<details><summary>Agreement in figures</summary><table><thead><tr><th scope="col">Day</th><th scope="col" class="n">Verdicts</th><th scope="col" class="n">Agreed</th></tr></thead><tbody><#list all.agreement as a><tr><th scope="row" class="day">${a.date}</th><td class="n">${a.verdicts}</td><td class="n">${a.agreed}</td></tr></#list></tbody></table></details></figure></#if>
</#if></section>
<section id="model" aria-labelledby="model-h"><h2 id="model-h">Model</h2>
<p><#if all.in_use??><b>${all.in_use.model}</b> classifies since ${all.in_use.since?substring(0, 10)}: ${all.in_use.why}<#else>The generic model classifies; none was trained and taken yet.</#if></p>
<#if all.curve?size != 0><figure><figcaption>Learning curve</figcaption><@chart.intervals "curve" "Learning curve" "Share of held-out examples that each trained model has right, with its interval of 95 %, by the number of examples it was trained on." all.curve?map(m -> {"label": m.examples + " ex.", "value": m.report.accuracy, "low": m.report.accuracy_low, "high": m.report.accuracy_high}) />
<details><summary>Learning curve in figures</summary><div class="wide" tabindex="0" role="region" aria-label="Learning curve"><table><thead><tr><th scope="col">Model</th><th scope="col" class="n">Trained on</th><th scope="col" class="n">Right</th><th scope="col" class="n">95 %</th><th scope="col" class="n">Balanced</th><th scope="col">Decision</th></tr></thead><tbody><#list all.curve as m><tr><th scope="row">${m.model}</th><td class="n">${m.examples}</td><td class="n">${m.report.correct} of ${m.report.examples}</td><td class="n">${percent(m.report.accuracy_low)} to ${percent(m.report.accuracy_high)}</td><td class="n">${percent(m.report.balanced_accuracy)}</td><td>${m.decision!"open"}</td></tr></#list></tbody></table></div></details></figure></#if>
<#if all.after??><h3>Before and after, on the same held-out examples</h3><div class="pair"><#if all.before??><div class="wide" tabindex="0" role="region" aria-label="Before"><@matrix all.before /></div></#if><div class="wide" tabindex="0" role="region" aria-label="After"><@matrix all.after /></div></div></#if>
</section>
<section id="runs" aria-labelledby="runs-h"><h2 id="runs-h">Runs</h2>
<div class="wide" tabindex="0" role="region" aria-label="All runs"><table><thead><tr><th scope="col">Day</th><th scope="col">State</th><th scope="col">Place</th><th scope="col" class="n">Found</th><th scope="col" class="n">New</th><th scope="col" class="n">Leads</th><th scope="col" class="n">Cost</th><th scope="col" class="n">Seconds</th><th scope="col">Model</th></tr></thead><tbody>
<#list all.runs?reverse as run><tr><th scope="row" class="day">${run.date}</th><td<#if run.state != "succeeded"> class="bad"</#if>>${run.state}<#if run.error??>: ${run.error}</#if></td><td>${run.location?replace("|", "·")}</td><td class="n">${run.found}</td><td class="n">${run.new}</td><td class="n">${run.leads}</td><td class="n"><#if run.usd??>${usd(run.usd)}<#else>not known</#if></td><td class="n">${run.seconds!"–"}</td><td>${run.model!"none"}</td></tr></#list>
</tbody></table></div></section>
</main>
<footer><p>Written by Development Leads on your machine; nothing on this page is loaded from elsewhere.</p></footer>
</body></html>
