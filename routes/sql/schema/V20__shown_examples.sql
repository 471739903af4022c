-- Which labelled properties stood before the question, as a fingerprint of all its turns; empty: none.
alter table evaluation_answers add column shown text not null default '';
