-- What another system's model said of a property, each time, in that system's own word; the newest is in property_scans.
create table if not exists label_history (
    property_key text not null,
    at           text not null,
    model        text not null,
    label        text not null,
    confidence   real,
    primary key (property_key, at, model, label)
);

-- Price and status of a property by day, kept for ever as the properties are. source: who said so: import.
create table if not exists property_history (
    property_key text not null,
    day          text not null,
    price        real,
    status       text,
    source       text not null,
    primary key (property_key, day, source)
);
