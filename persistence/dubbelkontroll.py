"""The hunt for impossible states between cases: days that a kund has in two of them, and that are paid twice.

The doors refuse them (``kundarenden``, ``dorrvakt``); here is found what came past them: cases begun before they stood
there, and what was said to two cases at the very same instant (K6.1, K13.4).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, Row, text

from domain.behorighet import OKAND_KUND
from domain.fynd import Fynd
from persistence.db import transaktion


def dubbla_insatser(motor: Engine, arende: str | None = None) -> list[Fynd]:
    """Pairs of cases with days in common: of the same kund with the same insats, and of one chain.

    Those that are recalled have no days. Two insatser of a chain may go on together where the kund was judged to be
    able to (K8.6).

    Args:
        arende: only pairs that this case is one of.
    """
    with transaktion(motor) as forbindelse:
        return [
            Fynd("dubbel_insats", r.senare, _text(r), _ATGARD.format(tidigare=r.tidigare, senare=r.senare))
            for r in forbindelse.execute(_PAR, {"okand": OKAND_KUND, "arende": arende})
        ]


def _text(r: Row[Any]) -> str:
    hur = "samma kund" if r.samma_kund else "samma kedja av ärenden"
    dagar = f"{r.fran}–{r.till}" if r.till else f"fr.o.m. {r.fran}"
    return f"{r.senare_slag} {dagar} har samma dagar som {r.tidigare_slag} i ärendet {r.tidigare}, {hur}"


_ATGARD = (
    "avgör vilket ärende dagarna hör till; avsluta {tidigare} dagen före {senare} eller rätta dess avslut, "
    "eller återkalla {senare}; det som betalats för mycket regleras då (K0.7)"
)

_PAR = text(
    """
    WITH RECURSIVE lank AS (
        SELECT arende, handelse ->> 'foregaende' AS fore FROM journal
        WHERE slag = 'insats_aktualiserad' AND (handelse ->> 'foregaende') IS NOT NULL
    ), anor AS (
        SELECT arende, fore AS anfader FROM lank
        UNION SELECT a.arende, l.fore FROM anor a JOIN lank l ON l.arende = a.anfader
    ), slakt AS (
        SELECT arende, anfader FROM anor UNION SELECT anfader, anfader FROM anor
    ), par AS (
        SELECT a.arende AS ena, b.arende AS andra FROM insats a
        JOIN insats b ON b.kund = a.kund AND b.slag = a.slag AND b.arende > a.arende
        WHERE a.kund <> :okand
        UNION SELECT s.arende, t.arende FROM slakt s JOIN slakt t ON t.anfader = s.anfader AND t.arende > s.arende
    ), dagar AS (
        SELECT i.arende, i.slag, i.kund, b.parallell,
               coalesce(i.startdatum, greatest(b.dag, b.tidigast)) AS fran, i.slutdatum AS till
        FROM insats i
        JOIN LATERAL (
            SELECT (j.tid AT TIME ZONE 'Europe/Stockholm')::date AS dag,
                   (j.handelse ->> 'tidigast_start')::date AS tidigast,
                   coalesce((j.handelse ->> 'parallell')::boolean, false) AS parallell
            FROM journal j WHERE j.arende = i.arende AND j.nr = 1
        ) b ON true
        WHERE i.arende IN (SELECT ena FROM par UNION SELECT andra FROM par)
          AND i.avslutsform IS DISTINCT FROM 'aterkallad'
          AND CASE WHEN i.startdatum IS NULL THEN i.avslutsorsak IS NULL ELSE i.slutdatum >= i.startdatum END
    )
    SELECT t.arende AS tidigare, t.slag AS tidigare_slag, s.arende AS senare, s.slag AS senare_slag,
           t.kund = s.kund AND t.kund <> :okand AS samma_kund, greatest(t.fran, s.fran) AS fran,
           least(t.till, s.till) AS till
    FROM par p
    JOIN dagar t ON t.arende IN (p.ena, p.andra)
    JOIN dagar s ON s.arende IN (p.ena, p.andra) AND (s.fran, s.arende) > (t.fran, t.arende)
    WHERE daterange(t.fran, t.till, '[]') && daterange(s.fran, s.till, '[]')
      AND (t.slag = s.slag OR NOT (t.parallell OR s.parallell))
      AND (CAST(:arende AS text) IS NULL OR CAST(:arende AS text) IN (p.ena, p.andra))
    ORDER BY senare, tidigare
    """
)
"""Of a pair the later one is the one that began later; one without an uppdrag begins, at the earliest, on its day 1."""
