update alerts set mailed_at = strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()) where key = :#${variable.alert[key]}
