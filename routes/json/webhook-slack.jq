def escaped: tostring | gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;");
def cut($most): if length > $most then .[0:$most - 1] + "…" else . end;
def plain($most): {type: "plain_text", emoji: false, text: (cut($most) | escaped)};
def target: gsub("\\|"; "%7C") | gsub("<"; "%3C") | gsub(">"; "%3E") | gsub(" "; "%20");
def dollars: round | tostring | "$" + ([while(length > 0; .[0:-3]) | .[-3:]] | reverse | join(","));
def said: [.lot_size | values | "lot \(.)"] + [.year_built | values | "built \(.)"] + [.square_feet | values | "\(.) sqft"] | join(", ");
def worth: if .was != null and .price != null and .section == "price cut" then "\(.was | dollars) → \(.price | dollars)"
           elif .price != null then .price | dollars else "no price" end;
.map_link as $map
| (.leads | length) as $count
| "\($count) \(if $count == 1 then "lead" else "leads" end) in \(.location | gsub(" \\| "; " and ")), \(.date)" as $title
| {
    text: ($title | cut(300) | escaped), mrkdwn: false, unfurl_links: false, unfurl_media: false,
    blocks: (
      [{type: "header", text: ($title | plain(150))}]
      + ([.leads[]
          | [{type: "section", text:
               ([.address // "no address", "\(worth) · \(.section) · \(.label // "" | gsub("_"; " "))\(if .score then " \(.score)" else "" end)", said, .facts // "", .reason // .snippet // ""]
                | map(select(. != "")) | map(cut(300)) | join("\n") | plain(1000))}]
            + (if (.link // "") | test("^https?://") then
                 [{type: "context", elements: [{type: "mrkdwn", text: "<\(.link | cut(2000) | target | gsub("&"; "&amp;"))|open the listing>"}]}]
               else [] end)]
         | add // []))
  }
