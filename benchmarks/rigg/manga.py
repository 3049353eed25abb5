"""A database with as many cases as a large municipality has: the sandbox's invented cases, each copied many times over.

What is copied was written by the real writer. The copies are made by the database itself, so that twenty thousand cases
with all their lines are there in a minute or two; each has a kund, a karriärvägledare and an anordnare of the many.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

KARRIARVAGLEDARE, ANORDNARE = 300, 60
STORST, STORST_HAR = "Anordnare A", 5
"""Has every fifth case; the other anordnare share the rest."""


def fyll(motor: Engine, antal: int) -> int:
    """Copy the invented cases until there are ``antal``; returns how many lines the journal then has."""
    with motor.begin() as c:
        _personer(c)
        mallar = c.execute(text("SELECT count(*) FROM insats")).scalar_one()
        c.execute(text(_KOPIOR), {"antal": antal - mallar})
        for fraga in (_KUNDER, _INSATSER, _BEVAKNINGAR, _UTBETALNINGAR, _JOURNAL, _DOKUMENT, _MEDDELANDEN):
            c.execute(text(fraga))
    with motor.connect().execution_options(isolation_level="AUTOCOMMIT") as c:
        c.execute(text("VACUUM ANALYZE"))
        return int(c.execute(text("SELECT count(*) FROM journal")).scalar_one())


def kopior_av(nr: int, mallar: int, antal: int) -> list[str]:
    """The copies of the invented case number ``nr`` (from 1) of so many that the largest anordnare has."""
    alla = range(1, antal - mallar + 1)
    return [f"in-m{n:06}" for n in alla if n % mallar == nr - 1 and n % STORST_HAR == 0]


def _personer(c: Connection) -> None:
    c.execute(
        text(
            "INSERT INTO karriarvagledare (id, namn, epost, fran, andrad, andrad_av)"
            " SELECT 'kv' || n, 'Vägledare ' || n, 'kv' || n || '@kommun.example', '2024-01-01', now(), 'mätning'"
            " FROM generate_series(3, :flest) n ON CONFLICT DO NOTHING"
        ),
        {"flest": KARRIARVAGLEDARE},
    )


_KOPIOR = f"""
CREATE TEMP TABLE kopia ON COMMIT DROP AS
SELECT m.arende AS mall, m.kund AS mallkund, 'in-m' || lpad(n::text, 6, '0') AS arende,
  'ku-m' || lpad(n::text, 6, '0') AS kund, n,
  'kv' || 1 + n % {KARRIARVAGLEDARE} AS kv, m.karriarvagledare AS mallkv,
  CASE WHEN n % {STORST_HAR} = 0 THEN '{STORST}' ELSE 'Anordnare ' || 1 + n % {ANORDNARE} END AS anordnare,
  m.anordnare AS mallan
FROM generate_series(1, :antal) n
JOIN (SELECT arende, kund, karriarvagledare, anordnare, row_number() OVER (ORDER BY arende) - 1 AS plats,
        count(*) OVER () AS antal FROM insats) m ON m.plats = n % m.antal
"""
_KUNDER = """
INSERT INTO kund (id, personnummer, fodelsedatum, namn, epost, telefon, adress, skydd, karriarvagledare, andrad,
  andrad_av)
SELECT k.kund, CASE WHEN m.skydd IS NULL THEN '9999' || lpad(k.n::text, 8, '0') END, m.fodelsedatum,
  m.namn || ' ' || translate(k.n::text, '0123456789', 'abcdefghij'), m.epost, m.telefon, m.adress, m.skydd, k.kv,
  m.andrad, m.andrad_av
FROM kopia k JOIN kund m ON m.id = k.mallkund
"""
_INSATSER = """
INSERT INTO insats (arende, slag, anordnare, karriarvagledare, kund, status, startdatum, slutdatum, avslutsform,
  avslutsorsak, nr, senast)
SELECT k.arende, m.slag, k.anordnare, k.kv, k.kund, m.status, m.startdatum, m.slutdatum, m.avslutsform,
  m.avslutsorsak, m.nr, m.senast - k.n * interval '17 seconds'
FROM kopia k JOIN insats m ON m.arende = k.mall
"""
_BEVAKNINGAR = """
INSERT INTO bevakning (arende, nyckel, slag, avser, regel, ansvarig, part, oppnad, frist, utfall, uppfylld)
SELECT k.arende, m.nyckel, m.slag, m.avser, m.regel, m.ansvarig,
  CASE m.part WHEN k.mallkv THEN k.kv WHEN k.mallan THEN k.anordnare ELSE m.part END, m.oppnad, m.frist, m.utfall,
  m.uppfylld
FROM kopia k JOIN bevakning m ON m.arende = k.mall
"""
_UTBETALNINGAR = """
INSERT INTO utbetalning (arende, nyckel, ordning, slag, avser, dagar, belopp, utbetalningsmanad, status, forklaring,
  anordnare)
SELECT k.arende, m.nyckel, m.ordning, m.slag, m.avser, m.dagar, m.belopp, m.utbetalningsmanad, m.status, m.forklaring,
  k.anordnare
FROM kopia k JOIN utbetalning m ON m.arende = k.mall
"""
_JOURNAL = """
INSERT INTO journal (arende, nr, tid, slag, av, kommando, dokument, handelse, sagt)
SELECT k.arende, m.nr, m.tid, m.slag, m.av, replace(m.kommando, k.mall, k.arende),
  replace(m.dokument, k.mall, k.arende), m.handelse, m.sagt
FROM kopia k JOIN journal m ON m.arende = k.mall
"""
_DOKUMENT = """
INSERT INTO dokument (id, arende, slag, av, innehall)
SELECT replace(m.id, k.mall, k.arende), k.arende, m.slag, m.av, m.innehall
FROM kopia k JOIN dokument m ON m.arende = k.mall
WHERE m.id LIKE '%' || k.mall || '%'
"""
_MEDDELANDEN = """
INSERT INTO meddelande (arende, nr, ordning, tid, till, part, regel, rubrik, last, last_av)
SELECT k.arende, m.nr, m.ordning, m.tid, m.till,
  CASE m.part WHEN k.mallkv THEN k.kv WHEN k.mallan THEN k.anordnare ELSE m.part END, m.regel, m.rubrik, m.last,
  m.last_av
FROM kopia k JOIN meddelande m ON m.arende = k.mall
"""
