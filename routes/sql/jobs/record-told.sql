update training_jobs set notified_at = strftime('%Y-%m-%dT%H:%M:%SZ', leads_now()) where job_id = :#job_id
