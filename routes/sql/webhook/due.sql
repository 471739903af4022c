-- Messages that were not taken, oldest first. Read while no other process sends: one that is still sending has lost its
-- process or its answer, and is sent again where the receiver tells by its key that it has it.
select id, post_key, day, leads, body
from webhook_posts
where julianday(leads_now()) - julianday(created_at) < cast(:#${properties:webhook.late} as integer)
  and body is not null
  and (state = 'due'
       or state = 'sending' and (:#${properties:webhook.when-unknown} = 'repeat'
                                 or :#${properties:webhook.when-unknown} = 'auto' and :#${properties:webhook.template} <> 'slack'))
order by id
