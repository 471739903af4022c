insert into import_prices (property_key, day, price, status, reason)
select known.property_key, date(:#day), cast(:#price as real), :#status,
       case when known.listing_id is null then 'its listing is missing'
            when known.property_key is null then 'its listing is no property'
            when date(:#day) is null then 'no date'
            else :#reason end
from (select 1)
left join import_listings known on known.listing_id = :#id
