update alerts set filed_at = coalesce(filed_at, leads_now()) where key = :#key
