"""The hunt for impossible states in closed payment months: totals, rows and the cases' own rows agree (K14.6, K0.7).

What is frozen is never changed, so each is a question to whole tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Connection, Engine, text

from domain.kontroll.fynd import Fynd, Granser
from domain.processer.betalningsmanad.lage import process_id
from persistence.databas.motor import transaktion

_STAM_AV = "stäm av månaden mot banken innan något mer betalas; det som är fryst ändras aldrig (K0.7)"


def betalningsmanader(motor: Engine, granser: Granser) -> list[Fynd]:
    """Every check of closed payment months."""
    with transaktion(motor.execution_options(isolation_level="REPEATABLE READ")) as forbindelse:
        return [
            *_summor(forbindelse),
            *_overforda(forbindelse),
            *_okanda(forbindelse),
            *_bortglomda(forbindelse, granser.andrum),
            *_stangda_for_lite(forbindelse),
        ]


def _summor(forbindelse: Connection) -> Iterator[Fynd]:
    """A month's totals for an anordnare are the sums of its rows."""
    for r in forbindelse.execute(_SUMMOR):
        text_ = f"{r.anordnare}: totalen är {r.total} kr på {r.rader} rader, raderna ger {r.summa} kr på {r.antal}"
        yield Fynd("betalningsmanad", process_id(r.manad), text_, _STAM_AV)


def _overforda(forbindelse: Connection) -> Iterator[Fynd]:
    """A debt that was carried out of a month is carried into the next one that is closed."""
    for r in forbindelse.execute(_OVERFORDA):
        text_ = f"{r.anordnare}: {r.utgaende} kr fördes över från {r.manad}, men {r.nasta} har {r.fick} kr"
        yield Fynd("betalningsmanad", process_id(r.nasta), text_, _STAM_AV)


def _okanda(forbindelse: Connection) -> Iterator[Fynd]:
    """A frozen row is paid in its case, with the same amount."""
    for r in forbindelse.execute(_OKANDA):
        arendets = f"ärendet säger {r.arendets} kr" if r.arendets is not None else "ärendet känner inte till den"
        text_ = f"{r.nyckel} är betald med {r.belopp} kr i {r.manad}, men {arendets}"
        yield Fynd("betalningsmanad", r.arende, text_, _STAM_AV)


def _bortglomda(forbindelse: Connection, andrum: timedelta) -> Iterator[Fynd]:
    """What a case had marked as paid well before a month was closed is in that month, or an earlier one."""
    for r in forbindelse.execute(_BORTGLOMDA, {"andrum": andrum}):
        text_ = f"{r.nyckel}, {r.belopp} kr i {r.utbetalningsmanad}, ingår inte i {r.manad} eller någon annan månad"
        yield Fynd(
            "betalningsmanad", r.arende, text_, "den kommer i nästa månad som stängs; ta reda på varför den föll ur"
        )


def _stangda_for_lite(forbindelse: Connection) -> Iterator[Fynd]:
    """What the month's own journal says is to be paid to an anordnare is what the tables say."""
    for r in forbindelse.execute(_JOURNALEN):
        text_ = f"{r.anordnare}: journalen säger {r.journalens} kr att betala, tabellerna {r.tabellens} kr"
        yield Fynd("betalningsmanad", process_id(r.manad), text_, _STAM_AV)


_SUMMOR = text(
    """
    WITH rader AS (
        SELECT manad, anordnare, sum(belopp) AS summa, count(arende) AS antal,
               sum(belopp) FILTER (WHERE slag IN ('manad', 'avbrott')) AS ersattning,
               sum(belopp) FILTER (WHERE slag = 'justering') AS justeringar,
               sum(belopp) FILTER (WHERE slag = 'overfort') AS ingaende
        FROM betalningsrad GROUP BY manad, anordnare
    ), hallna AS (SELECT manad, anordnare, count(*) AS antal FROM betalning_innehallen GROUP BY manad, anordnare)
    SELECT manad, anordnare, coalesce(t.ersattning + t.justeringar + t.ingaende, 0) AS total,
           coalesce(t.rader, 0) AS rader, coalesce(r.summa, 0) AS summa, coalesce(r.antal, 0) AS antal
    FROM betalning_anordnare t FULL JOIN rader r USING (manad, anordnare) FULL JOIN hallna h USING (manad, anordnare)
    WHERE t.ersattning IS DISTINCT FROM coalesce(r.ersattning, 0)
       OR t.justeringar IS DISTINCT FROM coalesce(r.justeringar, 0)
       OR t.ingaende IS DISTINCT FROM coalesce(r.ingaende, 0)
       OR t.rader IS DISTINCT FROM coalesce(r.antal, 0)
       OR t.innehallna IS DISTINCT FROM coalesce(h.antal, 0)
    ORDER BY manad, anordnare
    """
)

_OVERFORDA = text(
    """
    SELECT t.manad, t.anordnare, t.utgaende, n.manad AS nasta, coalesce(r.belopp, 0) AS fick
    FROM betalning_anordnare t
    JOIN LATERAL (SELECT min(manad) AS manad FROM betalningsmanad WHERE manad > t.manad) n ON n.manad IS NOT NULL
    LEFT JOIN betalningsrad r
        ON r.manad = n.manad AND r.anordnare = t.anordnare AND r.slag = 'overfort' AND r.avser = t.manad
    WHERE t.utgaende <> coalesce(r.belopp, 0)
    ORDER BY t.manad, t.anordnare
    """
)

_OKANDA = text(
    """
    SELECT b.manad, b.arende, b.nyckel, b.belopp, u.belopp AS arendets
    FROM betalningsrad b
    LEFT JOIN utbetalning u ON u.arende = b.arende AND u.nyckel = b.nyckel AND u.status = 'utbetald'
    WHERE b.arende IS NOT NULL AND (u.belopp IS DISTINCT FROM b.belopp OR u.anordnare <> b.anordnare)
    ORDER BY b.arende, b.nyckel
    """
)

_BORTGLOMDA = text(
    """
    SELECT u.arende, u.nyckel, u.belopp, u.utbetalningsmanad, min(m.manad) AS manad
    FROM utbetalning u
    JOIN journal j ON j.arende = u.arende AND j.slag = 'utbetalning_verkstalld'
        AND (j.handelse ->> 'utbetalning') || ':' || (j.handelse ->> 'avser') = u.nyckel
    JOIN betalningsmanad m ON m.manad >= u.utbetalningsmanad AND j.skriven < m.stangd - CAST(:andrum AS interval)
    WHERE u.status = 'utbetald'
      AND NOT EXISTS (SELECT 1 FROM betalningsrad b WHERE b.arende = u.arende AND b.nyckel = u.nyckel)
    GROUP BY u.arende, u.nyckel, u.belopp, u.utbetalningsmanad
    ORDER BY u.arende, u.nyckel
    """
)

_JOURNALEN = text(
    """
    SELECT manad, anordnare, coalesce(s.att_betala, 0) AS journalens, coalesce(t.att_betala, 0) AS tabellens
    FROM (
        SELECT p.data ->> 'manad' AS manad, x ->> 'anordnare' AS anordnare, (x ->> 'att_betala')::numeric AS att_betala
        FROM process p JOIN journal j ON j.arende = p.id AND j.slag = 'betalningsmanad_stangd',
             jsonb_array_elements(j.handelse -> 'summor') AS x
        WHERE p.slag = 'betalningsmanad'
    ) s
    FULL JOIN (
        SELECT t.* FROM betalning_anordnare t
        WHERE EXISTS (SELECT 1 FROM journal j WHERE j.slag = 'betalningsmanad_stangd'
                      AND j.arende = 'betalningsmanad-' || t.manad)
    ) t USING (manad, anordnare)
    WHERE coalesce(s.att_betala, 0) <> coalesce(t.att_betala, 0)
    ORDER BY manad, anordnare
    """
)
