-- The keys of properties follow the rules of this version. Two rows that are one property by now become one: a person's
-- verdict stays before a model's, then the newest; it was first seen when the earlier and last seen when the later row
-- was, and takes from the newest other row what it lacks. What was recorded of a property goes with it.
-- Rows that had one key before are the owner's own and stay as they are. property_key() is ours.
create table if not exists former_keys (
    former_key   text primary key,
    property_key text not null
);
create index if not exists former_keys_by_key on former_keys (property_key);

drop table if exists temp.renamed;
create temp table renamed as
select scan, old_key, new_key, fingerprint, last_seen, first_seen, first_run, last_run, changed_run,
       min(old_key) over same_property <> max(old_key) over same_property as merged,
       row_number() over (partition by new_key
                          order by classification is not null desc, coalesce(label_source, 'human') = 'human' desc,
                                   classified_at desc, last_seen desc, scan desc) as place
from (select rowid as scan, property_key as old_key, classification, label_source, classified_at, fingerprint,
             last_seen, first_seen, first_run, last_run, changed_run,
             coalesce(nullif(property_key(address, link), ''), property_key) as new_key
      from property_scans
      where property_key is not null)
window same_property as (partition by new_key);

drop table if exists temp.merged;
create temp table merged as
select kept.scan as scan, newest.scan as other, dates.*
from renamed kept
join (select new_key, scan,
             row_number() over (partition by new_key order by fingerprint is not null desc, last_seen desc, scan desc) as nth
      from renamed
      where merged and place > 1) newest on newest.new_key = kept.new_key and newest.nth = 1
join (select new_key, min(first_seen) as first_seen, max(last_seen) as last_seen, min(first_run) as first_run,
             max(last_run) as last_run, max(changed_run) as changed_run
      from renamed
      where merged
      group by new_key) dates on dates.new_key = kept.new_key
where kept.merged and kept.place = 1;

update property_scans
set first_seen  = merged.first_seen,
    last_seen   = merged.last_seen,
    first_run   = merged.first_run,
    last_run    = merged.last_run,
    changed_run = merged.changed_run,
    snippet     = coalesce(property_scans.snippet, other.snippet),
    price       = coalesce(property_scans.price, other.price),
    lot_size    = coalesce(property_scans.lot_size, other.lot_size),
    year_built  = coalesce(property_scans.year_built, other.year_built),
    beds        = coalesce(property_scans.beds, other.beds),
    baths       = coalesce(property_scans.baths, other.baths),
    square_feet = coalesce(property_scans.square_feet, other.square_feet),
    status      = coalesce(property_scans.status, other.status),
    source      = coalesce(property_scans.source, other.source),
    link        = coalesce(property_scans.link, other.link),
    fingerprint = coalesce(property_scans.fingerprint, other.fingerprint)
from merged
join property_scans other on other.rowid = merged.other
where property_scans.rowid = merged.scan;

delete from property_scans where rowid in (select scan from renamed where merged and place > 1);

update property_scans
set property_key = renamed.new_key
from renamed
where property_scans.rowid = renamed.scan and renamed.old_key <> renamed.new_key;

drop table if exists temp.moved;
create temp table moved as
select old_key, new_key, min(place) as place
from renamed
where (merged or old_key <> new_key)
  and (old_key = new_key or old_key not in (select new_key from renamed))
group by old_key;

insert or replace into former_keys (former_key, property_key)
select old_key, new_key from moved where old_key <> new_key;

update sightings
set property_key = moved.new_key
from moved
where sightings.property_key = moved.old_key;

delete from answers
where rowid in (select answer
                from (select answers.rowid as answer,
                             row_number() over (partition by answers.run_id, moved.new_key order by moved.place) as nth
                      from answers
                      join moved on moved.old_key = answers.property_key)
                where nth > 1);
update or replace answers
set property_key = moved.new_key
from moved
where answers.property_key = moved.old_key and moved.old_key <> moved.new_key;

delete from deliveries
where rowid in (select delivery
                from (select deliveries.rowid as delivery,
                             row_number() over (partition by moved.new_key order by moved.place) as nth
                      from deliveries
                      join moved on moved.old_key = deliveries.ref
                      where deliveries.kind = 'sheet')
                where nth > 1);
update or replace deliveries
set ref = moved.new_key
from moved
where deliveries.kind = 'sheet' and deliveries.ref = moved.old_key and moved.old_key <> moved.new_key;

drop table temp.renamed;
drop table temp.merged;
drop table temp.moved;
