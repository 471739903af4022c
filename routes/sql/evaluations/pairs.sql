-- The held-out examples on which two models differ.
select coalesce(sum(first.label = first.expected and second.label <> second.expected), 0) as only_first,
       coalesce(sum(first.label <> first.expected and second.label = second.expected), 0) as only_second
from evaluation_answers first
join evaluation_answers second on second.server = first.server and second.line_sha256 = first.line_sha256
where first.server = :#${variable.global:server}
  and first.model = :#${variable.first}
  and second.model = :#${variable.second}
  and first.label is not null
  and second.label is not null
  and first.line_sha256 in (select value from json_each(:#${variable.heldOut[lines]}))
