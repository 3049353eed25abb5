"""What each of those who keep the registers says to them, by the command line."""

from __future__ import annotations

from tests.starter.api.conftest import idag

NY_KUND = [
    "kund", "lagg-till", "--id", "ku-9", "--personnummer", "199005020003", "--namn", "Åsa Ek",
    "--karriarvagledare", "kv1",
]  # fmt: skip
SAGT = {
    "karin": [
        NY_KUND, NY_KUND, ["kund", "lista"], ["kund", "lista", "--namn", "ek", "--json"], ["kund", "visa", "ku-9"],
        ["kund", "andra", "ku-9", "--telefon", "070-123 45 67"],
        ["kund", "andra", "ku-9", "--skydd", "sekretessmarkering"],
        ["kund", "andra", "ku-9"], ["kund", "visa", "ku-9", "--json"], ["kund", "visa", "ku-9", "--historik"],
        ["kund", "behorig", "ku-9", "--lagg-till", "anordnare:h1@Anordnare A"], ["kund", "behorig", "ku-9", "--json"],
        ["kund", "behorig", "ku-9", "--ta-bort", "karriarvagledare:kv2"], ["kund", "visa", "finns-inte"],
        ["karriarvagledare", "lista"], ["karriarvagledare", "lista", "--dag", "2023-01-01"], ["medarbetare", "lista"],
    ],
    "al1": [
        ["karriarvagledare", "lagg-till", "kv8", "--namn", "Kim", "--epost", "k8@a.example", "--fran", "2024-02-01"],
        ["karriarvagledare", "andra", "kv8", "--till", "2030-01-01"], ["karriarvagledare", "andra", "kv8"],
        ["anordnare", "lagg-till", "Bryggan", "--organisationsnummer", "212000-0167"],
        ["anordnare", "andra", "Bryggan", "--telefon", "08-123 45 67"], ["anordnare", "visa", "Bryggan", "--historik"],
        ["anordnare", "auktorisera", "Bryggan", "AMI", "--fran", "2039-01-01"],
        ["anordnare", "auktorisera", "Bryggan", "AMI", "--till", "2039-12-31"], ["anordnare", "lista"],
        ["anordnare", "ratta-auktorisation", "Bryggan", "AMI", "2039-01-01", "--stryk", "--motivering", "fel"],
        ["anordnare", "lista", "--json"], ["anordnare", "visa", "Bryggan", "--json", "--historik"],
        ["kvalitet"], ["kvalitet", "2024", "--json"], ["kvalitet", "2024", "--kundval", "AMI"], ["kvalitet", "1900"],
        ["jamfor", "AMI"], ["jamfor", "AMI", "--json"], ["forvalslista", "AMI"], ["forvalslista", "AMI", "--json"],
        ["forvalslista", "AMI", "--datum", str(idag())], ["forvalslista", "ISA", "--datum", "1999-01-01"],
        ["anordnare", "visa", "Finns inte"], ["adress", "anordnare", "a@a.example", "--part", "Bryggan"], ["adress"],
        ["adress", "anordnare", "--part", "Bryggan", "--ta-bort"], ["oppningar", "ku-9"],
        ["oppningar", "ku-9", "--stickprov", "2024-03"],
    ],
    "ss1": [
        ["medarbetare", "lagg-till", "ekonom", "e9", "--namn", "E", "--epost", "e9@a.example", "--fran", "2024-01-01"],
        ["medarbetare", "andra", "ekonom", "e9", "--namn", "Eva"], ["medarbetare", "lista", "--roll", "ekonom"],
        ["konto", "koppla", "eva", "ekonom:e9"], ["konto", "ta-bort", "eva", "ekonom:e9"],
        ["konto", "ta-bort", "eva", "ekonom:e9"], ["konto", "koppla", "x", "ekonom:finns-inte"],
        ["program", "avsluta", "finns-inte"], ["kund", "lista"],
    ],
    "ds1": [["gallring", "torrkor"], ["gallring", "torrkor", "--json"], ["gallring", "lista"], ["gallring", "stopp"],
        ["gallring", "protokoll", "gallring-x"], ["gallring", "stoppa", "in-x", "--orsak", "tvist"],
        ["gallring", "hav", "in-x", "--orsak", "tvist"], ["kund", "utdrag", "finns-inte", "--json"],
        ["oppningar", "ku-9", "--json"], ["oppningar", "--stickprov", "2024-03"],
        ["oppningar", "--stickprov", "2024-03", "--json"], ["oppningar", "--stickprov", "i mars"],
        ["oppningar", "--stickprov", "9999-12"], ["oppningar"]],
    "e1": [
        ["namnd"], ["namnd", "2024", "--json"], ["namnd", "2024", "--internt"],
        ["budget", "2025", "AMI", "1000000,50", "--beslut", "AMN 2024-12-01"],
        ["budget", "2025", "AMI", "x", "--beslut", "y"],
        ["betalning"], ["betalning", "--json"], ["betalning", "2024-04"], ["betalning", "2024-04", "forbered"],
        ["betalning", "2024-04", "--anordnare", "Anordnare A"]],
    "bea": [
        ["betalning"], ["betalning", "2024-04"], ["betalning", "2024-04", "stang"], ["adress"],
        ["gallring", "lista"], ["gallring", "stopp"],
         ["kund", "lista"], ["anordnare", "andra", "Anordnare A", "--telefon", "08-123 45 67"],
    ],
}  # fmt: skip
"""What each says to the registers. A time of the clock's is the only thing that may differ."""
