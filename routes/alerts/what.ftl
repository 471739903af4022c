<#ftl output_format="plainText">
<#assign f = body.facts?eval_json>
<#switch body.kind>
<#case "run">
the run of ${f.date} in ${f.location?replace("|", "and")} <#if f.state == "failed">has failed<#else>is not complete</#if>: ${f.error!"no reason was recorded"}
<#break>
<#case "budget">
the run of ${f.date} in ${f.location?replace("|", "and")} left properties waiting: ${f.note}
<#break>
<#case "stuck">
the run of ${f.date} in ${f.location?replace("|", "and")} does not come to its end: its step ${f.step} was begun ten times
<#break>
<#case "digest">
the digest of the run of ${f.date} could not be sent: ${f.error!"nothing ran while it was due"}
<#break>
<#case "missed">
no run was made <#if f.first == f.last>on ${f.last}<#else>on the dates from ${f.first} to ${f.last}</#if>, and schedule.catch-up does not reach that far back
<#break>
<#case "clock">
between two runs the clock went from ${f.from} to ${f.to}; nothing of the history is deleted for seven runs
<#break>
<#case "retired">
<#if f.reason!?contains("is retired since")>${f.retired} is retired; properties are classified by ${f.model}, ${f.reason}<#else>the provider does not know the tuned model ${f.retired} any more; properties are classified by ${f.model}</#if>
<#break>
<#case "retiring">
the tuned model ${f.model} is retired on ${f.date}; from then on the generic model classifies
<#break>
<#case "empty">
no search has found a property since ${f.since}, on ${f.days?c} days
<#break>
<#case "parcels">
the parcel layer has given no records since ${f.since}, on ${f.days?c} days: ${f.error}
<#break>
<#case "webhook">
the webhook has taken no leads since ${f.since}: ${f.error!"no answer was recorded"}
<#break>
<#case "job">
<#if f.state == "succeeded">
the training ${f.job} has succeeded and its provider names no usable model<#if f.error??>: ${f.error}</#if>
<#else>
the training ${f.job} <#if f.state == "cancelled">was cancelled<#elseif f.state == "lost">is lost<#else>has failed</#if><#if f.error??>: ${f.error}</#if>
</#if>
<#break>
<#case "polls">
the training ${f.job} cannot be asked for since ${f.since}, ${f.polls?c} times in a row: ${f.error!"no reason was recorded"}
<#break>
<#case "slow">
<#if !f.job??>
the training that was asked for at ${f.asked} is not to be found at the provider
<#elseif f.state == "succeeded">
the model ${f.model} of the training ${f.job}, made at ${f.made}, does not answer yet
<#else>
the training ${f.job}, made at ${f.made}, has not ended yet; it is ${f.state}
</#if>
<#break>
<#case "deployment">
the tuned model ${f.model} is not deployed<#if f.state == "failed">, its deployment ${f.name} has failed</#if><#if f.error??>: ${f.error}</#if>
<#break>
<#case "refused">
the model ${f.model} was not promoted, the one in use stays: ${f.reason}
<#break>
<#case "pending">
the model ${f.model} does not classify yet, ${f.reason}
<#break>
<#case "batch">
the batch ${f.batch} of the back-fill with ${f.model} is ${f.state}<#if f.error??>: ${f.error}</#if>
<#break>
<#case "status">
the provider says of the training ${f.job} that it is "${f.state}", which is not known here
<#break>
</#switch>
