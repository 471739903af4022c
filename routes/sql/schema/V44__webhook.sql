-- The messages to the webhook, recorded before they are sent. post_key: the Idempotency-Key, the same however often a message
-- is sent. leads: a JSON object of property keys, each with the fingerprint of the facts that are told. body: what is sent; null
-- where only deliveries.jsonl knows of the message. state: due; sending, from before the request until something else is
-- recorded, so that of one that stays so it is not known whether it arrived; sent.
create table if not exists webhook_posts (
    id         integer primary key,
    post_key   text not null unique,
    run_id     integer,
    day        text not null,
    leads      text not null,
    body       text,
    state      text not null,
    tries      integer not null default 0,
    error      text,
    created_at text not null,
    at         text not null
);

-- Which leads they tell, a lead once a day.
create table if not exists webhook_leads (
    property_key text not null,
    day          text not null,
    fingerprint  text,
    post_key     text not null,
    primary key (property_key, day)
);

drop trigger if exists webhook_posts_leads;
create trigger webhook_posts_leads after insert on webhook_posts
begin
    insert into webhook_leads (property_key, day, fingerprint, post_key)
    select key, new.day, value, new.post_key from json_each(new.leads) where true
    on conflict (property_key, day) do nothing;
end;
