"""Every händelse as a Swedish sentence, with the krav it stands on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.grund.ordval import numerus
from domain.grund.parter import BENAMNING
from domain.grund.pengar import kronor
from domain.kapitel.alla import benamning
from domain.skeende.handelse import Handelse
from domain.skeende.journal import Post
from domain.tid.frist import periodslut
from domain.tid.manad import namn
from starter.visning.mening import Mening, Ton, spann
from starter.visning.meningar_om_kunden import OM_KUNDEN
from starter.visning.meningar_om_parterna import OM_PARTERNA
from starter.visning.ord import FORM, FRANVARO, ORSAK, SLAG


def mening(post: Post) -> Mening:
    """The sentence of a journal line; a slag that has none of its own yet is told by its name and facts."""
    h: Any = post.handelse
    if (skriv := _MENINGAR.get(h.slag)) is not None:
        return skriv(h)
    fakta = ", ".join(f"{f.replace('_', ' ')} {getattr(h, f)}" for f in h.__dataclass_fields__ if f != "slag")
    return Mening(
        f"{str(h.slag).replace('_', ' ').capitalize()}{f': {fakta}' if fakta else ''}", getattr(h, "regel", "")
    )


def har_mening(typ: type[Handelse]) -> bool:
    """Whether a kind of händelse has a sentence of its own."""
    return typ.__dataclass_fields__["slag"].default in _MENINGAR  # type: ignore[attr-defined]


def _avisering(h: Any, vad: str, ton: Ton) -> Mening:
    namn = benamning(h.bevakning, h.avser, h.ansvarig)
    return Mening(f"{vad}: {namn}, senast {h.frist} ({BENAMNING[h.ansvarig]})", h.regel, ton)


def _uppdrag(h: Any) -> Mening:
    # At a change of anordnare the months are the whole chain's, and not those between these days (K13.4).
    hel = h.slutdatum == periodslut(h.startdatum, h.langd_manader)
    langd = f", {numerus(h.langd_manader, 'månad', 'månader')}" if hel else ""
    return Mening(f"Uppdraget är inlagt: {h.startdatum}–{h.slutdatum}{langd}, {h.omfattning} %", "K6.3")


def _passerad(h: Any) -> Mening:
    if h.bevakning == "faktureringsunderlag":
        return _avisering(h, "Inte inkommet till brytdatum", "sen")
    vad = {"forsenad": "Försenat", "sen": "Missat", "upphord": "Frågan förföll utan beslut"}[h.utfall]
    return _avisering(h, vad, "dampad" if h.utfall == "upphord" else "sen")


def _granskning(vad: str, regel: str, h: Any) -> Mening:
    if h.beslut == "godkand":
        return Mening(f"{vad} är godkänd{_progression(h)}", regel, "god")
    return Mening(f"{vad} är återremitterad för komplettering", regel, "sen")


def _progression(h: Any) -> str:
    bedomning = str(getattr(h, "progression", None))
    return {"fortsatt": "; fortsatt progression", "avsluta": "; bedömningen är att insatsen bör avslutas"}.get(
        bedomning, ""
    )


def _rapport(h: Any) -> Mening:
    version = f" (version {h.version})" if h.version > 1 else ""
    franvaro = "; ".join(f"{FRANVARO[r.slag]} {spann(r.fran, r.till)}" for r in h.franvaro)
    return Mening(f"{h.rubrik}{version}{f' – frånvaro: {franvaro}' if franvaro else ''}", "K8.1")


def _plan(h: Any) -> Mening:
    version = f", version {h.version}" if h.version > 1 else ""
    vilken = "Genomförandeplanen" if h.omgang == 1 else f"Reviderad genomförandeplan ({h.omgang})"
    return Mening(f"{vilken} är inlämnad{version}", "K7.3")


def _underlag(h: Any) -> Mening:
    text = f"Faktureringsunderlag för {namn(h.manad)}: {kronor(h.belopp)}, faktura {h.fakturanummer}"
    if h.vantat is None:
        return Mening(f"{text}; beloppet kan inte prövas än", "K14.7")
    if h.vantat != h.belopp:
        return Mening(f"{text}; beräknat är {kronor(h.vantat)}", "K14.4", "sen")
    return Mening(text, "K14.7")


def _slutrapport(h: Any) -> Mening:
    mal = "målet är nått" if h.mal_uppnatt else "målet är inte nått"
    return Mening(
        f"Slutrapporten är inlämnad ({mal}; {'' if h.sjalvforsorjande else 'inte '}självförsörjande)", "K12.4"
    )


def _verkstalld(h: Any) -> Mening:
    dagar = f", {numerus(h.dagar, 'dag', 'dagar')}" if h.utbetalning != "justering" else ""
    return Mening(
        f"Utbetalt för {SLAG[h.utbetalning]} {h.avser}{dagar}: {kronor(h.belopp)} i månad {h.utbetalningsmanad}",
        "K14.5",
        "pengar",
    )


_MENINGAR: dict[str, Callable[[Any], Mening]] = {
    "insats_aktualiserad": lambda h: Mening(f"Kunden är aktualiserad för {h.insats} hos {h.anordnare}", "K6.1"),
    "kommando_avvisat": lambda h: Mening(f"Avvisat: {h.verb} – {h.text}", h.regel, "sen"),
    "bevakning_oppnad": lambda h: _avisering(h, "Bevakas", "dampad"),
    "paminnelse_skickad": lambda h: _avisering(h, "Påminnelse", "dampad"),
    "frist_passerad": _passerad,
    "frist_andrad": lambda h: Mening(
        f"Ny frist: {benamning(h.bevakning, h.avser)} senast {h.till} (var {h.fran})", h.regel, "dampad"
    ),
    "bevakning_upphord": lambda h: Mening(
        f"Bevakas inte längre: {benamning(h.bevakning, h.avser)} ({h.skal})", h.regel, "dampad"
    ),
    "bevakning_avskriven": lambda h: Mening(f"Avskriven: {benamning(h.bevakning, h.avser)}", h.regel, "sen"),
    "aktualisering_aterkallad": lambda _: Mening("Aktualiseringen är återkallad", "K6.2", "sen"),
    "auktorisation_andrad": lambda h: Mening(
        f"Anordnarens auktorisation är ändrad, den gäller {f't.o.m. {h.till}' if h.till else 'tills vidare'}", "K1.1"
    ),
    "auktorisation_upphord": lambda h: Mening(f"Anordnarens auktorisation upphörde {h.sista_dag}", "K1.1", "sen"),
    "arende_bemannat": lambda h: Mening(f"Ärendet är bemannat med {h.handlaggare}", "K6.2"),
    "ombemanning_kravs": lambda h: Mening(f"{h.handlaggare} slutar {h.sista_dag}", "K3.4", "sen"),
    "ombemanning_aterkallad": lambda h: Mening(
        f"{h.handlaggare} stannar; ärendet behöver inte bemannas på nytt", "K3.4"
    ),
    "uppdrag_inlagt": _uppdrag,
    "uppstartsmote_bokat": lambda h: Mening(
        f"Uppstartsmöte är bokat till {h.datum}{', efter planens frist' if h.efter_planens_frist else ''}", "K7.1"
    ),
    "genomforandeplan_lamnad": _plan,
    "plan_granskad": lambda h: _granskning("Genomförandeplanen", "K7.4", h),
    "manadsrapport_inlamnad": _rapport,
    "manadsrapport_granskad": lambda h: _granskning(f"Månadsrapporten för {namn(h.manad)}", "K8.2", h),
    "insats_forlangd": lambda h: Mening(
        f"Insatsen är förlängd t.o.m. {h.slutdatum} (månad {h.nummer})", "K11.1", "god"
    ),
    "forlangning_avslagen": lambda _: Mening("Förlängning är avslagen", "K11.1"),
    "slutrapport_lamnad": _slutrapport,
    "slutrapport_oppnad": lambda _: Mening("Slutrapporten tas emot trots att tiden har gått ut", "K12.5"),
    "avslut_beslutat": lambda h: Mening(
        f"Beslut: {FORM[h.form]} {h.avslutsdatum}, orsak: {ORSAK.get(h.orsak, h.orsak)}", "K13.1"
    ),
    "avslut_aterkallat": lambda _: Mening("Beslutet om avslut är återkallat; insatsen fortsätter", "K13.2"),
    "fortsattning_beslutad": lambda _: Mening("Beslut: insatsen fortsätter", "K8.7"),
    "insats_avslutad": lambda h: Mening(f"Insatsen är slut {h.slutdatum}: {FORM[h.form]}", "K13.7"),
    "insats_slutford": lambda _: Mening(
        "Ärendet är slutfört: inget väntas, allt är betalt eller avskrivet", "K13.7", "god"
    ),
    "faktureringsunderlag_lamnat": _underlag,
    "avbrottsersattning_beviljad": lambda _: Mening("Avbrottsersättning är beviljad trots sen slutrapport", "K14.3"),
    "utbetalning_innehallen": lambda h: Mening(
        f"Utbetalningen för {SLAG[h.utbetalning]} {h.avser} hålls inne: {h.skal}", "K14.4", "sen"
    ),
    "utbetalning_frigjord": lambda h: Mening(
        f"Utbetalningen för {SLAG[h.utbetalning]} {h.avser} hålls inte längre inne", "K14.4", "god"
    ),
    "utbetalning_verkstalld": _verkstalld,
    "regelverk_infort": lambda h: Mening(
        f"Värden i regelverket är rättade: {', '.join(p.nyckel for p in h.ersatta)} (utgåva {h.utgava})"
        if h.ersatta
        else f"Ny regelverksutgåva är införd: {h.utgava}",
        "K16.2",
    ),
    **OM_KUNDEN,
    **OM_PARTERNA,
}
