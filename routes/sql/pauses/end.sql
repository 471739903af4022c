update pauses set until_at = strftime('%Y-%m-%dT%H:%M:%fZ', leads_now()) where until_at is null
