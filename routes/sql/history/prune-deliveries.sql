-- Digests of deleted runs, and reported missed dates that have a scheduled run after them. The records of the sheet's
-- rows are kept for ever.
delete from deliveries
where :#${bean:retention.historySince} <> ''
  and (kind in ('mail', 'custom-run') and not exists (select 1 from runs where run_key = ref)
       or kind = 'custom-lead' and at < :#${bean:retention.historySince}
       or kind = 'retrain' and ref < :#${bean:retention.historySince}
       or kind = 'missed' and ref < :#${bean:retention.historySince}
          and ref < (select max(run_date) from runs where kind = 'scheduled'))
