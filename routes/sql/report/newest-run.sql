select * from runs where kind <> 'dry' order by id desc limit 1
