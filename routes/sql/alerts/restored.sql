-- Whether the database is a copy from before mails that were sent, and no digest has said so.
select coalesce((select restored or number < cast(:#${variable.newest} as integer) from mail_begun),
                cast(:#${variable.newest} as integer) > 0) as restored
