-- The second tab may be made again: what was said in it is in the database. Of a town's tab it counts whether it was ever there.
select iif(coalesce(:#${variable.town}, '') = '',
           (select count(*) from deliveries where kind = 'sheet' and kind = :#${variable.delivery}),
           (select count(*) from deliveries
            where kind = 'tab' and ref = :#${variable.tab} and version = :#${properties:sheets.spreadsheet-id})) as in_sheet
