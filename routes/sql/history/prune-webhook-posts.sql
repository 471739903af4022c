delete from webhook_posts where day < :#${bean:retention.historySince}
