select key, kind, at, what, what_to_do from alerts where filed_at is null order by id
