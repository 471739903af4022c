-- The old system's labels; label: ours, or nothing when it is not known or its listing is no property.
create temp table import_labels (
    source text not null, property_key text, given text, label text, at text, confidence real, model text, reason text)
