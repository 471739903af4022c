-- What the owner wrote and nobody could read; the run is none the worse.
update runs
set note = coalesce(note || '; ', '') || :#${body}
where id = :#${variable.run[id]} and instr(coalesce(note, ''), :#${body}) = 0
