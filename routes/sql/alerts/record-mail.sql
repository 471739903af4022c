update alerts set mailed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') where key = :#${variable.alert[key]}
