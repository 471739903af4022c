-- Which columns of ours a tab has had, so that one that is gone is told from one that a newer version brings.
-- tab: the number by which Google knows it, whatever it is called. Before this table there was one layout, whole in
-- every sheet that has leads; those rows, without a spreadsheet, stand for it until a sheet has been looked at.
create table sheet_columns (
    spreadsheet text not null,
    tab         integer not null,
    title       text not null,
    primary key (spreadsheet, tab, title)
);

insert into sheet_columns (spreadsheet, tab, title)
select '', 0, value
from json_each('["Date", "Address", "Price", "Lot size", "Year built", "Label", "Confidence", "Snippet", "Link", "Source",
                 "Status", "Model", "Key", "Verdict", "Notes"]')
where exists (select 1 from deliveries where kind = 'sheet');
