-- What a run searches for, so that one that is taken up again goes on with the searches that it began with.
alter table runs add column queries text;
