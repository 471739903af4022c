-- Searches that the budget forbade count too: they are told as what they are.
select count(*) + (select note is not null from runs where id = :#${variable.run[id]})
from searches where run_id = :#${variable.run[id]}
