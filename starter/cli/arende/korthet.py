"""A case at a glance in the terminal: the same facts as its first page at the desk has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from domain.forklaring.oversikt import Kontaktlage, Korthet, Narvaromanad, Oversikt, Planlage
from domain.grund.ord import DELMAL, FRANVARO, KONTAKTFORM
from domain.grund.parter import BENAMNING
from domain.grund.pengar import kronor
from domain.kapitel.alla import benamning
from domain.skeende.mening import spann
from starter.visning.tid import tidpunkt


def visa_korthet(console: Console, k: Korthet) -> None:
    """Omfattning, plan, attendance, absence, contacts, what waits for an answer, what is held, and what comes next."""
    o = k.oversikt
    console.print()
    for rad in _rader(o):
        console.print(rad, soft_wrap=True)
    if o.plan is not None:
        console.print(_planen(o.plan, k))
    if o.narvaro:
        console.print(_narvaron(o.narvaro))


def _rader(o: Oversikt) -> Iterator[str]:
    if o.beslut:
        yield f"Beslut: {o.beslut}"
    yield f"Omfattning: {o.omfattning} procent" if o.omfattning else "Omfattning: uppdraget är inte inlagt"
    if o.plan is None:
        yield "Plan: ingen är godkänd"
    else:
        yield f"Plan: version {o.plan.omgang}.{o.plan.version}, godkänd {tidpunkt(o.plan.godkand)}"
    yield f"Senaste kontakt: {_kontakten(o.kontakt)}"
    for m in o.moten:
        yield f"Kallat möte: {m.datum}, {KONTAKTFORM[m.form]}"
    for f in o.franvaro:
        till = "pågår" if f.till is None else f"till {f.till}"
        yield f"Frånvaro: {FRANVARO[f.slag]} från {f.fran}, {till}"
    for g in o.medgiven_ledighet:
        yield f"Medgiven ledighet utanför loven: {spann(g.fran, g.till)}"
    for v in o.obesvarat:
        senast_svar = f", senast {v.frist}" if v.frist else ""
        yield f"Väntar på svar: {v.vad}, hos {BENAMNING[v.till]} sedan {tidpunkt(v.sedan)}{senast_svar}"
    for u in o.hallet:
        vem = f"{BENAMNING[u.vem]} behöver göra något" if u.vem else "betalas inte"
        belopp = "–" if u.belopp is None else kronor(u.belopp)
        yield f"Innehållet: {u.avser}, {belopp}: {u.varfor}; {vem}"
    for r in o.nasta:
        yield f"Närmast: {r.frist} {benamning(r.slag, r.avser)}" + (" (försenad)" if r.utfall == "forsenad" else "")


def _kontakten(k: Kontaktlage) -> str:
    sokt = f"; därefter sökt förgäves {', '.join(map(str, k.forgaves))}" if k.forgaves else ""
    return (f"{k.senast.datum}, {KONTAKTFORM.get(k.senast.form, k.senast.form)}" if k.senast else "ingen") + sokt


def _planen(p: Planlage, k: Korthet) -> Table:
    tabell = Table(title=k.mal or "Delmål", title_justify="left")
    for rubrik in ("Delmål", *(p.manader or ("Läge",))):
        tabell.add_column(rubrik)
    for d in p.delmal:
        text = k.delmal[d.nummer - 1] if len(k.delmal) >= d.nummer else ""
        lagen = dict(d.manader)
        hur = [DELMAL[lagen[m]] if m in lagen else "–" for m in p.manader] or ["ingen rapport än"]
        tabell.add_row(f"{d.nummer}. {text}".strip(), *hur)
    return tabell


def _narvaron(rader: Sequence[Narvaromanad]) -> Table:
    tabell = Table(title="Närvaro", title_justify="left")
    tabell.add_column("Månad")
    for rubrik in ("Arbetsdagar", "Frånvarodagar", "Närvaro", "Omfattning"):
        tabell.add_column(rubrik, justify="right")
    for rad in rader:
        n = rad.narvaro
        narvarande = f"{n.arbetsdagar - n.franvaro} av {n.arbetsdagar}"
        manad = f"{rad.manad} hittills" if rad.hittills else rad.manad
        tabell.add_row(manad, str(n.arbetsdagar), str(n.franvaro), narvarande, f"{n.omfattning} %")
    return tabell
