select * from model_changes where server = :#${variable.global:server} and done_at is not null order by id desc limit 1
