-- Whether the database is a copy from before mails that were sent, and no digest has said so: 0 no, 1 yes, 2 yes and it is
-- known what was told since, 3 yes and it is not.
select coalesce((select restored from mail_begun), 0) as restored
