delete from parcel_requests
where day < :#${bean:retention.historySince} and day not in (select run_date from runs where state = 'running')
