"""Where a task is done: a bevakning leads to the form that meets it, with what is known filled in."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from domain.grund.lasratt import AV_TVA, KUNDENS
from domain.grund.parter import Roll
from domain.kapitel.dialog.svar import SVAR
from domain.liv.lagesbild import Bevakningsrad

MOTS_AV: Mapping[tuple[str, Roll], tuple[str, str]] = {
    ("bemanning", Roll.ANORDNARE): ("bemanna", "Bemanna"),
    ("uppdrag", Roll.KARRIARVAGLEDARE): ("lagg_in_uppdrag", "Lägg in uppdrag"),
    ("uppstartsmote", Roll.ANORDNARE): ("boka_uppstartsmote", "Boka"),
    ("veckokontakt", Roll.ANORDNARE): ("registrera_kundkontakt", "Registrera"),
    ("genomforandeplan", Roll.ANORDNARE): ("lamna_genomforandeplan", "Skriv"),
    ("planrevidering", Roll.ANORDNARE): ("lamna_genomforandeplan", "Skriv"),
    ("plangranskning", Roll.KARRIARVAGLEDARE): ("granska_plan", "Granska"),
    ("plangranskning", Roll.ANORDNARE): ("lamna_genomforandeplan", "Komplettera"),
    ("uppfoljningsmote", Roll.KARRIARVAGLEDARE): ("registrera_uppfoljningsmote", "Registrera"),
    ("manadsrapport", Roll.ANORDNARE): ("klarmarkera_manadsrapport", "Skriv"),
    ("rapportgranskning", Roll.KARRIARVAGLEDARE): ("granska_manadsrapport", "Granska"),
    ("rapportgodkannande", Roll.KARRIARVAGLEDARE): ("granska_manadsrapport", "Granska"),
    ("rapportgodkannande", Roll.ANORDNARE): ("klarmarkera_manadsrapport", "Komplettera"),
    ("beslut_om_avslut", Roll.KARRIARVAGLEDARE): ("besluta_avslut", "Besluta"),
    ("sjukskrivning_avbrott", Roll.KARRIARVAGLEDARE): ("besluta_avslut", "Besluta"),
    ("lakarintyg", Roll.ANORDNARE): ("ta_emot_intyg", "Registrera"),
    ("vabintyg", Roll.ANORDNARE): ("ta_emot_intyg", "Registrera"),
    ("trepartsmote", Roll.ANORDNARE): ("boka_trepartsmote", "Boka"),
    ("franvaroanmalan", Roll.ANORDNARE): ("meddela_ogiltig_franvaro", "Meddela"),
    ("forlangningsbeslut", Roll.ARBETSLEDARE): ("besluta_forlangning", "Besluta"),
    ("slutrapport", Roll.ANORDNARE): ("lamna_slutrapport", "Skriv"),
    ("slutrapportgranskning", Roll.KARRIARVAGLEDARE): ("granska_slutrapport", "Granska"),
    ("slutrapportgranskning", Roll.ANORDNARE): ("lamna_slutrapport", "Komplettera"),
    ("faktureringsunderlag", Roll.ANORDNARE): ("lamna_faktureringsunderlag", "Lämna"),
}
"""(Bevakning, who owes it) → the kommando that meets it, and what its button says."""

_MED_MANAD = frozenset({"klarmarkera_manadsrapport", "granska_manadsrapport", "lamna_faktureringsunderlag"})


def lank(arende: str, b: Bevakningsrad, som: Roll) -> tuple[str, str]:
    """Address and words of the link that leads from a task to where it is done; for another's task, to the case."""
    if som is Roll.SOCIALSEKRETERARE:
        return f"/mina-kunder/{quote(arende, safe='')}", "Svara" if b.vantar else "Visa"
    vag = f"/arenden/{quote(arende, safe='')}"
    if b.slag == SVAR.namn and b.ansvarig is som and b.vantar:
        return f"{vag}/{_svara(b.avser or '')}", "Svara"
    traff = MOTS_AV.get((b.slag, b.ansvarig)) if b.ansvarig is som and b.vantar else None
    if traff is None:
        return vag, "Visa"
    verb, text = traff
    if verb == "granska_manadsrapport" and b.avser:
        return f"{vag}/granska/{b.avser}", text
    fraga = {"manad": b.avser} if verb in _MED_MANAD and b.avser else {}
    return f"{vag}/gor/{verb}" + (f"?{urlencode(fraga)}" if fraga else ""), text


def _svara(avser: str) -> str:
    """Below the case: where what waits for an answer gets one."""
    sort, _, vilken = avser.partition("-")
    if sort == "anmalan":
        return f"gor/besvara_anmalan?{urlencode({'nummer': vilken})}"
    if sort == "forslag":
        return _AVGORS.get(vilken.rpartition("-")[0], "gor/besvara_forslag")
    if sort == AV_TVA:
        return _besluta(vilken)
    if sort == KUNDENS:
        if vilken.endswith("-samtal"):  # the talk is held, and the decision is awaited (K13.9)
            return "gor/besluta_avslut"
        onskat = vilken.rpartition("-")[0].replace("-", "_")
        return f"gor/besvara_onskemal?{urlencode({'sort': onskat})}"
    return f"meddelanden/{vilken.partition('-')[0]}"


def _besluta(vilken: str) -> str:
    """Where the arbetsledare decides what the karriärvägledare has proposed (K13.2, K13.7)."""
    sort, _, resten = vilken.partition("-")
    if sort != "avskrivning":
        return "gor/attestera_avslut" if sort == "avslut" else "gor/besluta_rattelse"
    slag, _, avser = resten.partition("-")[2].partition("-")
    return f"gor/besluta_avskrivning?{urlencode({'slag': slag} | ({'avser': avser} if avser else {}))}"


_AVGORS = {
    "avslut": "gor/besvara_forslag?sort=avslut",
    "forlangning": "gor/besluta_forlangning",
    "annan-insats": "gor/besvara_forslag?sort=annan_insats",
    "andrat-uppdrag": "gor/besvara_forslag?sort=andrat_uppdrag",
}
"""A proposal of each sort → where it is answered; it is granted by the decision itself."""
