update mail_begun set restored = 0 where restored <> 0
