-- Of several labels of one property the newest counts.
update import_labels
set reason = 'older label of its property, kept in label_history'
where reason is null and label is not null
  and rowid not in (select label
                    from (select rowid as label,
                                 row_number() over (partition by property_key order by at desc, rowid desc) as nth
                          from import_labels
                          where reason is null and label is not null)
                    where nth = 1)
