select title
from sheet_columns
where (spreadsheet = :#${properties:sheets.spreadsheet-id} and tab = :#${variable.tabId})
   or (spreadsheet = '' and not exists (select 1 from sheet_columns where spreadsheet <> ''))
