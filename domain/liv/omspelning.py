"""Correction (K0.7): what was registered wrongly is said anew; the original stays in the journal.

State keeps what has been said. A correction puts one of those sayings right, or strikes it, and lets all of them be
decided again in their order, each at its own registration instant; what the clock has raised, what has been written
off and what has been paid stays as it was. From the state that follows, bevakningar and payments derive anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import samma_person
from domain.grund.granser import Json, LastJson
from domain.grund.ordval import i_ord
from domain.insats.anteckningar import Sagt
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tillstand import BESTAENDE
from domain.insats.tradar import besvarade_attester, forfallna_attester
from domain.kapitel.alla import KAPITLEN
from domain.kapitel.ersattning.justering import utan_foremal
from domain.kapitel.ersattning.underlag import rattade_underlag
from domain.kapitel.franvaro.lov import redan_ledigt
from domain.kapitel.omvarld.auktorisation import med_klockans_fraga
from domain.kapitel.omvarld.nya_regler import som_reglerna_var
from domain.kapitel.uppdrag.dag_ett.aterkallelse import UTAN_DATUM
from domain.kapitel.uppdrag.planfrist import med_sagd_start
from domain.liv import rattelse
from domain.liv.aterta import ATERTAS, aterta, prova_roll, var_hel
from domain.liv.rattelse import BeslutaRattelse, Ratta, RattelseAvslagen, RattelseForeslagen, UppgiftRattad
from domain.skeende.form import las_kommando
from domain.skeende.handelse import (
    DORR_ATERTAR,
    DORR_FRAGAN_STAR,
    DORR_MED_FORARBETE,
    DORR_MED_GRANSER,
    DORR_RATTAT_HELT,
    DORR_SAGT_VAD_SOM_BLEV_OVER,
    Fall,
    Handelse,
)
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum, passerad

_SAGS_OM = frozenset(
    {
        "andra_auktorisation",
        "andra_kundlage",
        "byt_karriarvagledare",
        "infor_regelverk",
        "ratta_beslutsgrund",
        "ta_bort_socialsekreterare",
        "utse_socialsekreterare",
    }
)
_SKRIVET = frozenset({"anteckna_internt", "skriv_meddelande", "stang_trad", "svara_i_trad"})
"""Messages: what has been sent has been read, and is put right by another one (K4.6)."""
BESTAR = _SAGS_OM | _SKRIVET | {"ratta", "besluta_rattelse", *ATERTAS}
"""Sayings that are not facts of the case's life: they are put right by being said again, or struck (``aterta``)."""


def besluta(i: Insats, k: Ratta, fall: Fall) -> Iterator[Handelse]:
    """Raises: Avvisning: K0.7, or the rule that the corrected saying breaks."""
    if k.vad in ATERTAS and fall.dorr >= DORR_ATERTAR:
        yield from aterta(i, k, fall)
        return
    sagt = _hitta(i, k, fall)
    prova_roll(sagt.kommando, fall)
    if k.stryk == bool(k.andringar):
        raise Avvisning("K0.7", "ange antingen vad som ska ändras eller att uppgiften ska strykas", "andringar")
    efter = None if k.stryk else _andrad(sagt.kommando, k.andringar, redan_sagt=fall.dorr < DORR_MED_GRANSER)
    if efter == sagt.kommando:
        raise Avvisning("K0.7", "rättelsen ändrar ingenting", "andringar")
    if efter is not None:
        prova_roll(efter, fall)
    fore = dict(sagt.kommando)
    handelse = UppgiftRattad(sagt.nr, k.vad, fore, efter, sagt.av.roll if fall.dorr else None, fall.dorr)
    ny = tillampa(i, handelse, fall.nu)
    handelse = _med_det_som_blir_over(handelse, i, ny, fall)
    tva = fall.dorr >= DORR_MED_FORARBETE and rattelse.tar_tva(i, ny, sagt, fall)
    yield RattelseForeslagen(sagt.nr, k.vad, fore, efter, fall.av.id) if tva else handelse


def besluta_foreslagen(i: Insats, k: BeslutaRattelse, fall: Fall) -> Iterator[Handelse]:
    """The arbetsledare's decision; granted, the correction is made, if it still can be. Raises: Avvisning."""
    if (forslag := i.rattelseforslag) is None:
        raise Avvisning("K13.2", "ingen rättelse är föreslagen")
    if samma_person(forslag.av, fall.av.id):
        raise Avvisning("K13.2", "den som har föreslagit rättelsen beslutar inte om den", "av")
    if k.beslut == "avsla":
        yield RattelseAvslagen(forslag.nr, forslag.vad)
        return
    sagt = next((s for s in i.sagda if s.nr == forslag.nr and s.kommando == forslag.fore), None)
    if sagt is None:
        raise Avvisning("K13.2", "uppgiften har rättats sedan dess; rättelsen föreslås på nytt")
    handelse = UppgiftRattad(sagt.nr, forslag.vad, forslag.fore, forslag.efter, sagt.av.roll, fall.dorr)
    yield _med_det_som_blir_over(handelse, i, tillampa(i, handelse, fall.nu), fall)


def _med_det_som_blir_over(h: UppgiftRattad, i: Insats, ny: Insats, fall: Fall) -> UppgiftRattad:
    """The correction, with what it leaves without an object: that is kept, and told of (K0.7)."""
    kvar = utan_foremal(i)
    over = tuple(o for o in utan_foremal(ny) if o not in kvar) if fall.dorr >= DORR_SAGT_VAD_SOM_BLEV_OVER else ()
    return replace(h, utan_foremal=over) if over else h


def _hitta(i: Insats, k: Ratta, fall: Fall) -> Sagt:
    vad = i_ord(k.vad)
    if k.vad in _SAGS_OM:
        raise Avvisning("K0.7", f"{vad} rättas genom att sägas på nytt", "vad")
    if k.vad in _SKRIVET:
        raise Avvisning("K0.7", "ett meddelande rättas inte: skriv ett nytt i tråden", "vad")
    if k.vad not in KAPITLEN.kommandon or k.vad in BESTAR or k.vad == "aktualisera":
        raise Avvisning("K0.7", f"{vad} kan inte rättas", "vad")
    sagda = (s for s in i.sagda if s.kommando["kommando"] == k.vad and k.nr in (None, s.nr))
    traffar = [s for s in sagda if rattelse.far_veta(s, fall)]
    if not traffar:
        vilken = f" med nummer {k.nr}" if k.nr else ""
        raise Avvisning("K0.7", f"det finns ingen uppgift {vad}{vilken} att rätta", "nr" if k.nr else "vad")
    return traffar[-1]


def _andrad(kommando: LastJson, andringar: LastJson, *, redan_sagt: bool) -> Json:
    """The saying with the changed fields, read as if it came in now. Raises: Avvisning, for its form."""
    efter = las_kommando({**kommando, **andringar}, KAPITLEN.kommandon, redan_sagt=redan_sagt)
    return efter.model_dump(mode="json", exclude_none=True)


def tillampa(i: Insats, h: UppgiftRattad, tid: datetime) -> Insats:
    """State with the saying put right, decided anew from day 1.

    Raises:
        Avvisning: the corrected saying, or one that rests on it, would have been refused.
    """
    sagda = []
    for s in i.sagda:
        if s.nr != h.nr:
            sagda.append(s)
        elif h.efter is not None:
            sagda.append(replace(s, kommando=h.efter))
    ny = _fran_borjan(i)
    for s in sagda:
        rattas = s.nr == h.nr
        ledigt = redan_ledigt(i) if rattas else frozenset[date]()
        fall = Fall(s.tid, s.av, om=not rattas, dorr=h.dorr, rattas=rattas, ledigt=ledigt)
        ny = _sag_om(ny, s, i, fall, h.fore if rattas else None)
    ny = med_sagd_start(med(ny, regelverk=i.regelverk), i, tid)
    # An end that has come stays come only if it lies behind us still (K13.8).
    slut = ny.slutdatum
    kvar = i.avslutad if slut is not None and i.avslutad and passerad(slut) <= tid else None
    if ny.avslutsorsak in UTAN_DATUM:  # an end of its own, without a date
        kvar = i.avslutad
    ny = _med_slut(med(ny, **_klockans_minne(i, tid, ny, h.dorr)), kvar)
    redovisad = {m: rader for m, rader in i.redovisad_franvaro.items() if m in ny.rapporter}
    ny = med(ny, redovisad_franvaro=redovisad)  # what the reports have told of, they told of as it then was (K8.4)
    ny = med(ny, underlag=rattade_underlag(i, ny, tid, ankommer_nu=h.dorr >= DORR_ATERTAR))
    forslag, attester = i.rattelseforslag, i.attestfragor
    if forslag and forslag.nr == h.nr:  # it is decided, or has no object now that the line has been put right otherwise
        beslutad = forslag.efter == h.efter
        attester = besvarade_attester(attester, tid) if beslutad else forfallna_attester(attester)
        forslag = None
    return med(ny, sagda=tuple(sagda), rattad=tid, rattelseforslag=forslag, attestfragor=attester)


def _med_slut(ny: Insats, avslutad: datetime | None) -> Insats:
    """The case with its end come or not, of the form that is decided as things now stand.

    With the end every proposal has lapsed.
    """
    ny = med(ny, avslutad=avslutad, avslutsform=None)
    if avslutad is None:
        return ny
    avgjort = avslutad if ny.forslag else ny.forslag_avgjort
    form = "aterkallad" if ny.avslutsorsak in UTAN_DATUM else ny.form
    attester = forfallna_attester(ny.avslutsattester)
    ny = med(ny, avslutsform=form, forslag={}, forslag_avgjort=avgjort)
    return med(ny, avslutsforslag=None, avslutsattester=attester)


def _klockans_minne(i: Insats, tid: datetime, ny: Insats, dorr: int) -> Json:
    """What the clock, the write-offs and the payment month had done by an instant."""
    fragor = med_klockans_fraga(ny, i, tid) if dorr >= DORR_FRAGAN_STAR else ny.avslutsanledningar
    return {
        "avslutsanledningar": fragor,
        "oppnade": {n: o for n, o in i.oppnade.items() if o.tid <= tid},
        "passerade": {n: kvar for n, alla in i.passerade.items() if (kvar := tuple(p for p in alla if p.tid <= tid))},
        "upphorda": {n: u for n, u in i.upphorda.items() if u.tid <= tid},
        "avskrivna": {n: nar for n, nar in i.avskrivna.items() if nar <= tid},
        "utbetalda": {n: u for n, u in i.utbetalda.items() if u.tid <= tid},
    }


def _fran_borjan(i: Insats) -> Insats:
    """The case on day 1, with its memory of what the clock and the payment month have done."""
    return Insats(**{f.name: getattr(i, f.name) for f in fields(i) if f.name in BESTAENDE})


def _hade_slutat(ny: Insats, avslutad: datetime | None) -> bool:
    """Whether the end had come when the next thing was said: one that is decided behind itself comes right after."""
    return avslutad is not None and (avslutad < ny.senast or (avslutad == ny.senast and ny.slutet_forbi))


def _sag_om(ny: Insats, s: Sagt, i: Insats, fall: Fall, fore: LastJson | None = None) -> Insats:
    """One saying decided again, at its own instant and with what the clock had done by then.

    ``fore`` is the saying that is corrected, as it was.
    """
    rattas = fall.rattas
    regelverk = i.regelverk if rattas else som_reglerna_var(i, s.tid)
    ny = med(ny, senast=s.tid, regelverk=regelverk, **_klockans_minne(i, s.tid, ny, fall.dorr))
    ny = _med_slut(ny, i.avslutad if _hade_slutat(ny, i.avslutad) else None)
    if fore is not None and fall.dorr >= DORR_RATTAT_HELT:
        fall = replace(fall, hel=var_hel(ny, fore, fall))
    try:
        kommando = las_kommando(s.kommando, KAPITLEN.kommandon, redan_sagt=True)
        handelser = KAPITLEN.besluta(ny, kommando, fall)
    except Avvisning as avvisning:
        if rattas and avvisning.regel == "K0.6":  # what lay ahead then may have been by now
            text = f"{avvisning.text}, räknat från registreringen {datum(s.tid)}"
            raise Avvisning(avvisning.regel, text, avvisning.falt) from None
        if rattas:
            raise
        vad = i_ord(s.kommando["kommando"])
        text = f"rättelsen går inte ihop med {vad} {datum(s.tid)} (nr {s.nr}): {avvisning.text}"
        raise Avvisning("K0.7", text, "andringar") from None
    for h in handelser:
        ny = KAPITLEN.folj(ny, h, s.tid)
    return ny


KAPITEL = Kapitel(
    beslut={Ratta: besluta, BeslutaRattelse: besluta_foreslagen},
    foljder={
        UppgiftRattad: Foljd(tillampa, mening=rattelse.mening, brev=rattelse.brev),
        RattelseForeslagen: Foljd(rattelse.foreslogs, mening=rattelse.mening_foreslagen, brev=rattelse.brev_foreslagen),
        RattelseAvslagen: Foljd(
            rattelse.avslogs,
            mening=lambda h: Mening(f"Den föreslagna rättelsen av rad {h.nr} är avslagen", "K13.2"),
            brev=rattelse.brev_avslagen,
        ),
    },
)
