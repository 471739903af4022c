"""Makes a database of made-up classified properties: python3 rows.py DATABASE ROWS [--plain]

The table property_scans has the columns that preparing reads and some more; rows were classified in the order in which
they were found, some by a person. Texts have about 300 characters. Of every hundred rows some three name a property
that was there before, in another spelling, and about three lack an address, a text or a usable label. With --plain each
row is a property of its own and has all three. The same arguments make the same rows.
"""

import datetime
import random
import sqlite3
import sys

STREETS = ["Hazelquill", "Periwinkle", "Goldfinch", "Ribbonfern", "Pennywhistle", "Gooseberry", "Quince Harbor",
           "Plumstone", "Sextant", "Saffron Yard", "Bellfounders", "Buttonwillow", "Embroidery", "Peachpit", "Dormouse",
           "Larkgate", "Marblecake", "Thimblewick", "Jackdaw", "O'Quill", "Piñon", "Lantern", "Cobbler", "Mossgrove"]
TYPES = [("St", "Street"), ("Ave", "Avenue"), ("Rd", "Road"), ("Ln", "Lane"), ("Ct", "Court"), ("Ter", "Terrace")]
TOWNS = [("Newton", "02458"), ("Watertown", "02472"), ("Needham", "02492"), ("Waltham", "02453"),
         ("Wellesley", "02481"), ("Lexington", "02420"), ("Brookline", "02446"), ("Natick", "01760")]
PHRASES = [
    "Unassuming ranch; the value is the deep lot behind it.", "Engineer's plans show a second home at the rear.",
    "Contractor special, sold as-is by the estate.", "Bright and move-in ready, updated kitchen, roof of 2020.",
    "Grandmother's Cape in original condition, lovingly kept but never touched.", "Level half acre lot on a quiet way.",
    "Elegant turnkey shingle style with a chef's kitchen and landscaped garden.", "Buyer to do own due diligence.",
    "“Builder's dream” — 21,000 sq ft, zoned SR3, no wetlands.", "Teardown? No: renovated last year, 2 ½ baths.",
    "Attached half of a side-by-side on a small lot with a shared driveway.", "Café corner, sun-splashed, near the T.",
    "House has no heat and is being sold for land value.", "Home warranty transfers; open house on Sunday at 1 pm.",
]
LABELS = ["development_opportunity", "not_opportunity", "not_opportunity"]

TABLE = """create table property_scans (
    id integer primary key, address text, snippet text, price real, lot_size text, year_built integer, beds real,
    baths real, square_feet integer, status text, source text, link text, classification text, label_source text,
    classified_at text)"""
INSERT = """insert into property_scans (address, snippet, price, lot_size, year_built, beds, baths, square_feet, status,
    source, link, classification, label_source, classified_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def address_of(number, other_spelling):
    """The address of the property of that number, counted from 0, in one of two spellings."""
    street = STREETS[number % len(STREETS)]
    number //= len(STREETS)
    short, long = TYPES[number % len(TYPES)]
    number //= len(TYPES)
    town, code = TOWNS[number % len(TOWNS)]
    house = number // len(TOWNS) + 1
    if other_spelling:
        return f"{house} {street.upper()} {long.upper()}, {town}, Massachusetts"
    return f"{house} {street} {short}, {town}, MA {code}"


def made_up(count, plain):
    """Yields the rows, in the order of INSERT."""
    chance = random.Random(20261122)
    moment = datetime.datetime(2024, 1, 1)
    for number in range(count):
        moment += datetime.timedelta(seconds=chance.randrange(120))
        again = not plain and number > 0 and chance.random() < 0.03
        address = address_of(chance.randrange(number) if again else number, again)
        snippet = " ".join(chance.choices(PHRASES, k=5)) + " (Made-up property.)"
        label = chance.choice(LABELS)
        fault = 1.0 if plain else chance.random()
        if fault < 0.01:
            address = None
        elif fault < 0.02:
            snippet = None
        elif fault < 0.03:
            label = chance.choice([None, "", "unclear", "maybe"])
        price = None if chance.random() < 0.05 else chance.randrange(300, 3000) * 1000.0
        lot = None if chance.random() < 0.1 else f"{chance.randrange(20, 300) * 100:,} sqft"
        year = None if chance.random() < 0.05 else chance.randrange(1850, 2026)
        yield (address, snippet, price, lot, year, chance.randrange(1, 7), chance.randrange(2, 9) / 2,
               chance.randrange(700, 6000), "for_sale", "made-up", f"https://www.example.com/homes/{number}", label,
               "human" if chance.random() < 0.3 else "model", moment.isoformat() + "Z")


def main():
    database, count, plain = sys.argv[1], int(sys.argv[2]), "--plain" in sys.argv[3:]
    connection = sqlite3.connect(database)
    connection.execute("pragma journal_mode = off")
    connection.execute("pragma synchronous = off")
    connection.execute(TABLE)
    connection.executemany(INSERT, made_up(count, plain))
    connection.commit()
    connection.close()


if __name__ == "__main__":
    main()
