"""The straightforward script: python3 prepare.py DATABASE OUTPUT PROMPTS

Writes each row of property_scans that has an address, a text and a label as a chat example, one JSON object a line, in
the words of PROMPTS/system.txt and PROMPTS/user.txt. It does not look for the same property twice, holds nothing out
and counts no tokens.
"""

import json
import os
import sqlite3
import sys

LABELS = ["development_opportunity", "not_opportunity"]


def main():
    database, output, prompts = sys.argv[1:]
    with open(os.path.join(prompts, "system.txt"), encoding="utf-8") as file:
        system = file.read().strip().replace("{labels}", ", ".join(LABELS))
    with open(os.path.join(prompts, "user.txt"), encoding="utf-8") as file:
        lines = file.read().strip().split("\n")
    connection = sqlite3.connect(database)
    rows = connection.execute("""
        select address, snippet, price, lot_size, year_built, classification
        from property_scans
        where trim(address) <> '' and trim(snippet) <> '' and classification in (?, ?)""", LABELS)
    with open(output, "w", encoding="utf-8") as file:
        for address, snippet, price, lot_size, year_built, label in rows:
            values = {
                "address": address,
                "snippet": snippet,
                "price": f"${price:,.0f}" if price else None,
                "lot_size": lot_size,
                "year_built": year_built,
            }
            text = []
            for line in lines:
                if "{" in line:
                    name = line[line.index("{") + 1:line.index("}")]
                    if not values.get(name):
                        continue
                    line = line.replace("{" + name + "}", str(values[name]))
                text.append(line)
            example = {"messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": "\n".join(text)},
                {"role": "assistant", "content": label},
            ]}
            file.write(json.dumps(example) + "\n")
    connection.close()


if __name__ == "__main__":
    main()
