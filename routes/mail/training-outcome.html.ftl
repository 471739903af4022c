<#ftl output_format="HTML">
<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><title>Training</title></head>
<body style="margin:0;padding:24px;background:#f4f4f1;font-family:Helvetica,Arial,sans-serif;color:#222">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border:1px solid #ddd;border-radius:6px">
<#if body.accepted_at??>
<h1 style="margin:0 0 12px;font-size:20px;color:#1d6b3a">The training has succeeded</h1>
<p>From the next run on, properties are classified by<br><strong>${body.fine_tuned_model}</strong></p>
<p>On the held-out examples: ${body.reason!"not measured"}.</p>
<#elseif body.decision?? && body.state == "succeeded">
<h1 style="margin:0 0 12px;font-size:20px;color:#a12622">The new model <#if body.decision == "refused">was not promoted<#else>waits for you</#if></h1>
<p>${body.fine_tuned_model}: ${body.reason!"not measured"}.</p>
<p>Properties are classified as before. Take it all the same: <code>leads models use ${body.fine_tuned_model}</code></p>
<#elseif body.state == "failed">
<h1 style="margin:0 0 12px;font-size:20px;color:#a12622">The training has failed</h1>
<p>Properties are classified as before.</p>
<#if body.error??><p style="padding:8px 12px;background:#fbecec;border-left:3px solid #a12622">${body.error}</p></#if>
<p>What to do: look at <code>leads status ${body.job_id}</code>, mend the training data, then <code>leads prepare</code> and <code>leads train</code>.</p>
<#elseif body.state == "cancelled">
<h1 style="margin:0 0 12px;font-size:20px">The training was cancelled</h1>
<p>Properties are classified as before; <code>leads train</code> starts another.</p>
<#else>
<h1 style="margin:0 0 12px;font-size:20px;color:#a12622">The training ended without a model</h1>
<p>Its status is ${body.state}. Properties are classified as before.</p>
</#if>
<table style="border-collapse:collapse;font-size:14px;color:#444">
<tr><td style="padding:2px 16px 2px 0">Job</td><td>${body.job_id}</td></tr>
<tr><td style="padding:2px 16px 2px 0">Trained from</td><td>${body.model}</td></tr>
<tr><td style="padding:2px 16px 2px 0">Started</td><td>${body.created_at}</td></tr>
<#if body.finished_at??><tr><td style="padding:2px 16px 2px 0">Finished</td><td>${body.finished_at}</td></tr></#if>
<#if body.trained_tokens??><tr><td style="padding:2px 16px 2px 0">Trained tokens</td><td>${body.trained_tokens}</td></tr></#if>
</table>
</div>
</body>
</html>
