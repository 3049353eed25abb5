"""What has been decided of the rules is what was attested, and the files here say nothing else (K16.5)."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Engine, select

from domain.kontroll.fynd import Fynd
from domain.processer.lagring import vik_json
from domain.processer.regelutgava.rutin import REGELUTGAVA, SLAG, beslutade
from domain.regler.beslut import BeslutatVarde, med_beslutade
from domain.regler.regelverk import Regelverk
from domain.regler.varde import FelIRegelverk
from persistence.databas.motor import transaktion
from persistence.journal.skrivning import journalrader
from persistence.register import utgavor
from persistence.tabeller.process import process

_KOPIA = "läs in beslutat_varde ur säkerhetskopian"


def granska(motor: Engine, grund: Regelverk) -> list[Fynd]:
    """``grund`` are the rules of the files. Raises: DatabasFel."""
    rader = utgavor.beslutade(motor)
    fynd = []
    try:
        med_beslutade(grund, (b for _, b in rader))
    except FelIRegelverk as fel:
        atgard = "rätta filen i REGELVERK_KATALOG och starta om arbetarna, eller besluta på nytt"
        fynd.append(Fynd("regelverk", fel.nyckel, str(fel), atgard))
    finns: dict[str, set[BeslutatVarde]] = defaultdict(set)
    for av, b in rader:
        finns[av].add(b)
    with transaktion(motor) as forbindelse:
        ids = list(forbindelse.execute(select(process.c.id).where(process.c.slag == SLAG)).scalars())
        for id in ids:
            p = vik_json(REGELUTGAVA, id, journalrader(forbindelse, id))
            galler = p is not None and p.lage.status == "galler"
            if finns[id] != (set(beslutade(p.lage)) if p and galler else set()):
                fynd.append(Fynd("regelverk", id, "de beslutade värdena är inte de som attesterades", _KOPIA))
    return fynd
