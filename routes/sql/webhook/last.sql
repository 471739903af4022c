-- How the webhook stands, for leads status: the last message that was taken, and those that were not.
select (select max(at) from webhook_posts where state = 'sent') as sent_at,
       (select count(*) from webhook_posts where state = 'due'
        and julianday(leads_now()) - julianday(created_at) < cast(:#${properties:webhook.late} as integer)) as due,
       (select count(*) from webhook_posts where state = 'sending') as unknown,
       (select count(*) from webhook_posts where state = 'due'
        and julianday(leads_now()) - julianday(created_at) >= cast(:#${properties:webhook.late} as integer)) as given_up,
       (select error from webhook_posts where state <> 'sent' and error is not null order by id desc limit 1) as error
where exists (select 1 from webhook_posts)
