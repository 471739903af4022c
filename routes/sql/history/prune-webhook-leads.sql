delete from webhook_leads where day < :#${bean:retention.historySince}
