-- Of the last seven runs those that began more than two days before the one that was recorded before them, or more than
-- sixty days after it: the machine's clock was wrong then or is now, or nothing ran in between.
drop view if exists clock_jumps;
create view clock_jumps as
select id, run_key, last_at, started_at
from (select id, run_key, started_at, lag(started_at) over (order by id) as last_at
      from (select id, run_key, started_at from runs where kind <> 'dry' order by id desc limit 8))
where julianday(started_at) - julianday(last_at) not between -2 and 60;
