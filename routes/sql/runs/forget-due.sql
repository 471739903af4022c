-- Dates that were due and not begun; what is not due any more when it is asked for again is told as missed.
delete from runs where state = 'running' and step = 'due'
