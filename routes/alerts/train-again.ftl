<#ftl output_format="plainText">
<#assign reasons = [], texts = []>
<#if (body.week_verdicts > 0)><#assign texts += ["The model agreed with " + body.week_agreed?c + " of your " + body.week_verdicts?c + " verdicts of the last seven days."]></#if>
<#if (variables.recall.recall)??><#assign texts += ["It shows about " + (variables.recall.recall * 100)?round?c + " % of the properties that you want, as " + variables.recall.draws?c + " judged draws from the rejected say."]></#if>
<#if body.due_by_verdicts == 1><#assign reasons += [body.new_verdicts?c + " new verdicts since the last training"]></#if>
<#if body.due_by_agreement == 1><#assign reasons += ["the model agreed with " + body.last_agreed?c + " of your last 30 verdicts"]></#if>
<#if body.due_by_retirement == 1><#assign reasons += ["the model in use is retired on " + body.retires]></#if>
<#if reasons?has_content><#assign texts += ["Time to train again, " + reasons?join("; ") + ": " + (body.open_jobs > 0)?then("a training is under way.", "leads prepare, then leads train.")]></#if>
${texts?join(" ")}
