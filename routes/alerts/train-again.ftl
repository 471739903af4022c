<#ftl output_format="plainText">
<#assign reasons = []>
<#if body.due_by_verdicts == 1><#assign reasons += [body.new_verdicts?c + " new verdicts since the last training"]></#if>
<#if body.due_by_agreement == 1><#assign reasons += ["the model agreed with " + body.last_agreed?c + " of your last 30 verdicts"]></#if>
<#if body.due_by_retirement == 1><#assign reasons += ["the model in use is retired on " + body.retires]></#if>
<#if (body.week_verdicts > 0)>The model agreed with ${body.week_agreed?c} of your ${body.week_verdicts?c} verdicts of the last seven days.</#if>
<#if reasons?has_content> Time to train again, ${reasons?join("; ")}: <#if (body.open_jobs > 0)>a training is under way<#else>leads prepare, then leads train</#if>.</#if>
