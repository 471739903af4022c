.map_link as $map
| {
    format: "development-leads/1",
    id, date, run, location,
    leads: [.leads[] | {
      key, news: .section, address, town, price, was, label, confidence, score, why: .reason, facts, summary: .snippet, link,
      map: (if .address == null or ($map // "") == "" then null else (.address | @uri) as $address | $map | split("{address}") | join($address) end),
      status, source, lot_size, year_built, beds, baths, square_feet, first_seen: .date, record
    }]
  }
