-- Due dates that were not begun; those that are no longer due at the next check are reported as missed.
delete from runs where state = 'running' and step = 'due'
