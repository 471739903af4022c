-- A known property. Its text is replaced when the same source has a new one, at most once a run; another source only
-- adds what is missing, or the texts of two sites would alternate as "changed" every day. Of a property that a person has
-- judged, the facts that were judged are kept beside the new ones. An imported table may lack the column id.
update property_scans
set judged_facts = iif(known.own and label_source = 'human' and judged_facts is null
                       and iif(fingerprint is null, snippet is not :#snippet, fingerprint <> :#fingerprint),
                       json_object('snippet', snippet, 'price', price, 'lot_size', lot_size, 'year_built', year_built),
                       judged_facts),
    snippet     = iif(known.own, :#snippet, snippet),
    price       = iif(known.own, coalesce(:#price, price), coalesce(price, :#price)),
    lot_size    = iif(known.own, coalesce(:#lot_size, lot_size), coalesce(lot_size, :#lot_size)),
    year_built  = coalesce(year_built, :#year_built),
    beds        = coalesce(beds, :#beds),
    baths       = coalesce(baths, :#baths),
    square_feet = coalesce(square_feet, :#square_feet),
    status      = iif(known.own or coalesce(status, 'unknown') = 'unknown', :#status, status),
    source      = coalesce(source, :#source),
    town        = coalesce(town, :#town),
    link        = iif(known.own, :#link, coalesce(link, :#link)),
    changed_run = iif(known.own and fingerprint <> :#fingerprint, :#${variable.run[id]}, changed_run),
    fingerprint = iif(known.own, :#fingerprint, fingerprint),
    first_seen  = coalesce(first_seen, :#${variable.run[run_date]}),
    first_run   = iif(known.own, coalesce(first_run, :#${variable.run[id]}), first_run),
    last_seen   = :#${variable.run[run_date]},
    last_run    = :#${variable.run[id]}
from (select rowid as scan,
             (classification is null or label_source is not null)
             and (source is null or source = :#source)
             and last_run is not :#${variable.run[id]} as own
      from property_scans
      where property_key = :#key
      order by fingerprint is not null desc, rowid desc
      limit 1) as known
where property_scans.rowid = known.scan
