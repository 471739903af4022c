-- The mail that was begun last, one row. It is written before each mail: a database that takes no write could not record
-- that the mail was sent, and it would be sent at each poll.
create table if not exists mail_begun (
    id       integer primary key check (id = 1),
    mail_id  text not null,
    begun_at text not null
);
