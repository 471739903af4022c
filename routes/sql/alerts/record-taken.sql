update mail_begun set restored = iif(exists (select 1 from told_leads where run_id is null), 2, 3) where restored = 1
