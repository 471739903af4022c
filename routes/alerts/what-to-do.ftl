<#ftl output_format="plainText">
<#assign f = body.facts?eval_json>
<#switch body.kind>
<#case "run">
${f.advice!"look at leads status"}. Nothing is lost, the next run goes on from here
<#break>
<#case "budget">
<#if f.note?contains("not known")>set prices.<model>.input and .output, dollars per 1,000,000 tokens, or budget.unknown-price=allow<#else>raise budget.daily-usd, or leave it: the next days take what waits</#if>
<#break>
<#case "stuck">
look at the end of leads.log for what ended the process each time
<#break>
<#case "digest">
check mail.host, its port and the log-in with leads doctor. The leads are in leads.csv, and in the sheet if there is one
<#break>
<#case "missed">
see why leads run was not running then. What is still for sale is found by the next run
<#break>
<#case "clock">
compare the date of this machine with the real one and set it. When it is right and nothing ran in between, there is nothing to do
<#break>
<#case "retired">
train a successor with leads prepare and leads train, or empty the model-id file to go on with ${f.model}
<#break>
<#case "retiring">
train a successor before that from a model that lives longer, leads prepare and leads train MODEL, or with another provider
<#break>
<#case "empty">
try search.queries and search.location in a browser. If that finds homes, the form of the answers has changed: look at the column skip_reason of the table sightings, and for an update
<#break>
<#case "parcels">
compare parcels.layer-url and the fields of routes/parcels with the page of the layer. Listings go on without records meanwhile
<#break>
<#case "webhook">
check webhook.url with leads doctor. Each message is sent again for ${f.late} days; all leads are in leads.csv
<#break>
<#case "job">
<#if f.state == "failed">
mend the training data, then leads prepare and leads train
<#elseif f.state == "cancelled">
leads train starts another
<#elseif f.state == "lost">
look at leads status --list; leads train starts another
<#else>
ask the provider; leads train --again starts another
</#if>
<#break>
<#case "polls">
check the key, openai.base-url and the network with leads doctor. It is asked for until it answers
<#break>
<#case "slow">
<#if f.job??>
look at leads status ${f.job} and at the console of the provider. It is asked for until it ends
<#else>
leads train looks for it once more and makes it if it is not there
</#if>
<#break>
<#case "deployment">
<#if f.command??>run: ${f.command}<#else>look at the console of the provider and at leads status ${f.job}</#if>. It is asked for until it answers
<#break>
<#case "refused">
label more properties, then leads prepare and leads train; or take it all the same with leads models use ${f.model}
<#break>
<#case "pending">
raise budget.training-usd or set the missing prices, or take it unmeasured with training.promote=always
<#break>
<#case "batch">
leads backfill asks again what it has not answered; leads backfill --drop ends it
<#break>
<#case "status">
look at the console of the provider, and for an update. It is asked for until it ends
<#break>
</#switch>
