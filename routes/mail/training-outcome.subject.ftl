Training <#if body.accepted_at??>succeeded: ${body.fine_tuned_model}<#else>${body.state}: ${body.job_id}</#if>
