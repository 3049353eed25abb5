"""K0.10 past our own doors: who corrects or strikes by a raw update or a raw signal is held to the same table.

A life in which nearly everything has been said once; then everybody, of the own organisation and of another, corrects
and strikes each of its sayings. ``tests/domain/liv/rattelse`` says the same of the routine, and ``tests/starter/api``
of what is said over HTTP.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError

from domain.grund.avvisning import Avvisning
from domain.grund.lasratt import Textslag
from domain.grund.parter import Aktor, Roll
from domain.insats.anteckningar import Sagt
from domain.liv import rutin
from domain.liv.kommandon import las_kommando
from domain.skeende.form import textfalt
from domain.tid.tidpunkt import tolka_tid
from kontrakt import namn
from tests.flotta.flottan import AKTUALISERA, Flotta, tills
from tests.flotta.insyn.personuppgifter.livet import ANORDNARE, DAG, KV, LIVET, med_ord

ALLA = (
    KV, ANORDNARE, Aktor(Roll.ANORDNARE, "a1", "B"), Aktor(Roll.KUND, "kund"), Aktor(Roll.KUND, "ku-annan"),
    *(Aktor(r, "x1") for r in Roll if r not in (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE, Roll.KUND)),
)  # fmt: skip
TEXT = {"tecken": 3}


@dataclass(frozen=True)
class Cell:
    """Somebody who corrects or strikes a saying; ``far`` is what the table says of it."""

    nr: int
    vad: str
    av: Aktor
    andringar: dict[str, Any] | None
    far: bool

    def sagt(self, id_: str) -> dict[str, Any]:
        hur = {"stryk": True} if self.andringar is None else {"andringar": self.andringar}
        kommando = {"kommando": "ratta", "vad": self.vad, "nr": self.nr, "motivering": TEXT, **hur}
        return {"id": id_, "av": str(self.av), "kommando": kommando}


def celler(sagda: tuple[Sagt, ...]) -> Iterator[Cell]:
    """Each kind of saying, its latest, by everybody: struck, and corrected where it has a field that can be."""
    senast = {str(s.kommando["kommando"]): s for s in sagda}
    for verb, s in senast.items():
        typ = rutin.KOMMANDON[verb]
        sager = las_kommando(dict(s.kommando)).sags_av()
        fast = {"kommando", "bilagor"} | textfalt(typ)
        falt = next((f for f, v in s.kommando.items() if f not in fast and isinstance(v, str)), None)
        for av in ALLA:
            egen = (av.organisation or "A") == "A" and av != Aktor(Roll.KUND, "ku-annan")
            dolt = av.roll is Roll.ANORDNARE and typ.lases is Textslag.ONSKEMAL and s.av.roll is not Roll.ANORDNARE
            far = egen and not dolt and av.roll in sager and av.roll in rutin.KOMMANDON["ratta"].roller
            yield Cell(s.nr, verb, av, None, far)
            if falt is not None:
                yield Cell(s.nr, verb, av, {falt: s.kommando[falt]}, far)


async def levt(f: Flotta) -> str:
    """A case in which nearly everything has been said."""
    nu = datetime.now(UTC)
    skillnad = tolka_tid(f"{DAG}T10:00") - nu
    kvitto = await f.klient.starta(AKTUALISERA, KV, tid=nu + skillnad, tidsskillnad=skillnad)
    for av, verb, fakta in LIVET:
        if verb not in ("ratta", "besluta_rattelse"):
            with suppress(Avvisning):
                await f.klient.kommando(kvitto.arende, med_ord(verb, fakta), av, tidsskillnad=skillnad)
    return kvitto.arende


@pytest.mark.timeout(300)
@pytest.mark.krav("K0.10", "K11.1", sort="avslag")
async def test_by_update_and_by_signal_it_is_exactly_the_table(delad: Flotta) -> None:
    arende = await levt(delad)
    handtag = delad.klient.temporal.get_workflow_handle(arende)
    alla = list(celler(delad.insats(arende).sagda))
    nekas, gar = [c for c in alla if not c.far], [c for c in alla if c.far]
    assert len({c.vad for c in alla}) > 35 and len(nekas) > 600 and len(gar) > 60
    for n, c in enumerate(nekas):
        with pytest.raises(WorkflowUpdateFailedError) as fel:
            await handtag.execute_update(namn.UPPDATERING, c.sagt(f"u{n}"))
        assert getattr(fel.value.cause, "type", None) == "Avvisning", c
    for n, c in enumerate(nekas):
        if c.andringar is None:
            await handtag.signal(namn.SIGNAL, c.sagt(f"s{n}"))
    vantade = {f"s{n}" for n, c in enumerate(nekas) if c.andringar is None}
    await tills(lambda: vantade <= {p.kommando for p in delad.poster(arende)}, 90)
    utfall = {p.kommando: p.handelse.slag for p in delad.poster(arende) if p.kommando in vantade}
    assert set(utfall.values()) == {"kommando_avvisat"}
    assert not {"uppgift_rattad", "rattelse_foreslagen"} & {p.handelse.slag for p in delad.poster(arende)}
    # Who may is not refused for who it is, whatever else the facts then say.
    tagna = 0
    for n, c in enumerate(gar):
        try:
            await handtag.execute_update(namn.UPPDATERING, c.sagt(f"g{n}"))
            tagna += 1
        except WorkflowUpdateFailedError as fel:
            falt = getattr(fel.cause, "details", (None, None, None))[2]
            assert falt != "av", c
    assert tagna > 20
