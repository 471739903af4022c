-- What the provider was asked, and what that and searches cost, today by UTC and this month, one row.
select (select count(*) from spend where date(at) = date(leads_now()) and purpose <> 'search') as calls_today,
       (select coalesce(sum(input_tokens + output_tokens), 0) from spend where date(at) = date(leads_now())) as tokens_today,
       (select coalesce(sum(usd), 0.0) from spend where date(at) = date(leads_now())) as usd_today,
       (select coalesce(sum(usd), 0.0) from spend where substr(at, 1, 7) = substr(leads_now(), 1, 7)) as usd_month
