create temp table import_prices (property_key text, day text, price real, status text, reason text)
