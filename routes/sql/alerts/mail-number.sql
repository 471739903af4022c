select number from mail_begun
