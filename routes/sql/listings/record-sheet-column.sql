insert into sheet_columns (spreadsheet, tab, title)
values (:#${properties:sheets.spreadsheet-id}, :#${variable.tabId}, :#title)
on conflict (spreadsheet, tab, title) do nothing
