<#ftl output_format="plainText">
<#if body.accepted_at??>
The training has succeeded. From the next run on, properties are classified by

    ${body.fine_tuned_model}

On the held-out examples: ${body.reason!"not measured"}.

<#elseif body.decision?? && body.state == "succeeded">
The new model <#if body.decision == "refused">was not promoted<#else>waits for you</#if>:

    ${body.fine_tuned_model}

${body.reason!"not measured"}.

Properties are classified as before. Take it all the same: leads models use ${body.fine_tuned_model}

<#elseif body.state == "failed">
The training has failed. Properties are classified as before.

<#if body.error??>    ${body.error}

</#if>
What to do: look at "leads status ${body.job_id}", mend the training data, then "leads prepare" and "leads train".

<#elseif body.state == "cancelled">
The training was cancelled. Properties are classified as before; "leads train" starts another.

<#else>
The training ended without a model (${body.state}). Properties are classified as before.

</#if>
Job:             ${body.job_id}
Trained from:    ${body.model}
Started:         ${body.created_at}
<#if body.finished_at??>
Finished:        ${body.finished_at}
</#if>
<#if body.trained_tokens??>
Trained tokens:  ${body.trained_tokens}
</#if>
