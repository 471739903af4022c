select former_key, property_key from former_keys
