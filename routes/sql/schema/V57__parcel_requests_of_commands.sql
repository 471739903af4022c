-- run_id: null for a request of a command.
create table parcel_requests_of_all (
    id        integer primary key,
    run_id    integer,
    day       text not null,
    addresses integer not null,
    error     text,
    at        text not null
);
insert into parcel_requests_of_all select id, run_id, day, addresses, error, at from parcel_requests;
drop table parcel_requests;
alter table parcel_requests_of_all rename to parcel_requests;
