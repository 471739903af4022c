update alerts set mailed_at = leads_now() where key = :#key
