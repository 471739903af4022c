-- What was read and what became of it: reason says why a row is not taken, nothing when it is.
create temp table import_rows (source text not null, item text, reason text)
