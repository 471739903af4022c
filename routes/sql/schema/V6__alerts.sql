-- Trouble that does not end by itself, one row each; the key keeps it to one, over restarts and processes.
-- about: the run, job or model in trouble. told_by: the mail that tells the same (the part of its Message-ID before the
-- at sign), "file" when mail was off, nothing when the alert has a mail of its own.
-- filed_at: when its line was in alerts.jsonl. mailed_at: when a mail had told it.
create table alerts (
    id         integer primary key,
    key        text not null unique,
    kind       text not null,
    about      text,
    at         text not null,
    what       text not null,
    what_to_do text not null,
    told_by    text,
    filed_at   text,
    mailed_at  text
);
