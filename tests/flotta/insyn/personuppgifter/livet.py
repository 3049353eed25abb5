"""What is planted in every field of free text, in the cases and beside them, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.grund.parter import Aktor, Roll
from domain.liv import rutin
from domain.skeende.form import textfalt
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import tolka_tid
from tests.flotta.flottan import ANORDNARE, KV
from tests.verktyg.spel import regelverket

DAG = "2024-03-28"
ARBETSLEDARE, DATASKYDD = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")
KUND = "k-4711"
REGISTER = {"dokument", "kund", "kundhistorik", "personal"}
"""The tables that hold what is personal."""
NAMN, PERSONNUMMER, FODD, DIAGNOS = "Planta Ryktesson", "19900502-2398", "1990-05-02", "narkolepsi"
ADRESS, SKYDD = "Gömda stigen 7", "sekretessmarkering"
PLANTERAT = ("planta", "ryktesson", "900502-2398", "9005022398", FODD, DIAGNOS, "gömda stigen", SKYDD)
"""What is searched for, in lower case."""
KAND = "handlaggare-som-far-synas"
"""What does travel: the search must find it where it looks."""
RUBRIKER = {
    verb: regelverket().lista(nyckel, tolka_tid(DAG).date())
    for verb, nyckel in (
        ("lamna_genomforandeplan", "mall.genomforandeplan.AMI2"),
        ("klarmarkera_manadsrapport", "mall.manadsrapport.AMI"),
        ("lamna_slutrapport", "mall.slutrapport.AMI"),
    )
}
LIVET: list[tuple[Aktor, str, dict[str, Any]]] = [
    (ANORDNARE, "bemanna", {"handlaggare": KAND}),
    (KV, "lagg_in_uppdrag", {"startdatum": DAG, "langd_manader": 3, "omfattning": 50}),
    (KV, "justera_uppdrag", {"omfattning": 75}),
    (ANORDNARE, "boka_uppstartsmote", {"datum": DAG}),
    (ANORDNARE, "registrera_uppstartsmote", {"datum": DAG, "utfall": "hallet"}),
    (ANORDNARE, "registrera_kartlaggning", {"datum": DAG}),
    (ANORDNARE, "registrera_kundkontakt", {"datum": DAG, "form": "digitalt", "sekretess_bekraftad": True}),
    (ANORDNARE, "registrera_kundkontakt", {"datum": DAG, "form": "digitalt"}),
    (ANORDNARE, "lamna_genomforandeplan", {}),
    (KV, "granska_plan", {"beslut": "aterremiss"}),
    (ANORDNARE, "lamna_genomforandeplan", {}),
    (KV, "granska_plan", {"beslut": "godkand"}),
    (KV, "ratta_beslutsgrund", {"arbetsformaga": 60}),
    (KV, "registrera_uppfoljningsmote", {"datum": DAG, "planen": "galler"}),
    (KV, "kalla_till_uppfoljningsmote", {"datum": "2024-04-15"}),
    (KV, "flytta_uppfoljningsmote", {"fran": "2024-04-15", "till": "2024-04-16"}),
    (KV, "stall_in_uppfoljningsmote", {"datum": "2024-04-16"}),
    (ANORDNARE, "framfor_onskemal", {"sort": "trepartssamtal", "sagt_den": DAG}),
    (KV, "besvara_onskemal", {"sort": "trepartssamtal", "svar": "samtal", "samtal_datum": "2024-04-08"}),
    (ANORDNARE, "registrera_avslutsanledning", {"sort": "inskriven_hos_af", "datum": DAG}),
    (KV, "foresla_avslut", {"orsak": "mal_natt", "natt_mal": "arbete", "avslutsdatum": DAG, "samtal_datum": DAG}),
    (ARBETSLEDARE, "attestera_avslut", {"beslut": "avsla"}),
    (ARBETSLEDARE, "besluta_rattelse", {}),
    (KV, "begar_planrevidering", {}),
    (ANORDNARE, "registrera_trepartsmote", {"datum": DAG, "kallat_av": "kund"}),
    (ANORDNARE, "anmal_till_karriarvagledare", {"anledning": "oklart_uppdrag"}),
    (KV, "besvara_anmalan", {}),
    (KV, "skriv_meddelande", {"till": ["anordnare"]}),
    (ANORDNARE, "svara_i_trad", {"trad": 1}),
    (KV, "anteckna_internt", {}),
    (KV, "aterkalla_aktualisering", {"felregistrerad": True}),
    (ANORDNARE, "anmal_behov_av_annan_insats", {}),
    (KV, "besvara_anmalan", {"beslut": "fortsatt"}),
    (ANORDNARE, "anmal_avvikelse", {"datum": DAG}),
    (KV, "registrera_helhetsbedomning", {"manad": "2024-03"}),
    (KV, "bekrafta_helhetsbedomning", {"manad": "2024-03"}),
    (KV, "andra_kundlage", {"fran": DAG, "ekonomiskt_bistand": False}),
    (KV, "medge_ledighet", {"fran": DAG, "till": DAG}),
    (KV, "andra_kundlage", {"fran": DAG, "ekonomiskt_bistand": True}),
    (ANORDNARE, "anmal_franvaro", {"slag": "sjuk", "fran": DAG, "till": DAG}),
    (KV, "krav_forstadagsintyg", {}),
    (ANORDNARE, "registrera_uteblivande", {"datum": DAG}),
    (ANORDNARE, "meddela_ogiltig_franvaro", {"franvarodagar": [DAG], "kontaktforsok": [DAG]}),
    (ANORDNARE, "ratta", {"vad": "anmal_franvaro", "stryk": True}),
    (ARBETSLEDARE, "besluta_forlangning", {}),
    (ANORDNARE, "foresla", {"sort": "avslut", "avslutsdatum": DAG}),
    (KV, "besvara_forslag", {"sort": "avslut"}),
    (KV, "registrera_brist", {"sort": "brister_i_uppdrag"}),
    (KV, "besluta_avslut", {"orsak": "mal_natt", "natt_mal": "arbete", "avslutsdatum": DAG, "samtal_datum": DAG}),
    (KV, "aterkalla_avslut", {}),
    (KV, "besluta_fortsattning", {}),
    (
        KV,
        "besluta_avslut",
        {"orsak": "oforutsedd_handelse", "avslutsdatum": DAG, "samtal_datum": DAG, "dolj_orsak": True},
    ),
    (ANORDNARE, "klarmarkera_manadsrapport", {"manad": "2024-03", "uppfoljning_datum": DAG, "delmal": ["pagar"] * 2}),
    (KV, "granska_manadsrapport", {"manad": "2024-03", "beslut": "aterremiss"}),
    (ANORDNARE, "lamna_slutrapport", {"mal_uppnatt": False, "sjalvforsorjande": False}),
    (KV, "granska_slutrapport", {"beslut": "aterremiss"}),
    (KV, "oppna_slutrapport", {}),
    (KV, "bevilja_avbrottsersattning", {}),
    (KV, "avskriv", {"slag": "manadsrapport", "avser": "2024-03"}),
    (ARBETSLEDARE, "besluta_avskrivning", {"slag": "manadsrapport", "avser": "2024-03"}),
]
"""A life in one forenoon: every kommando that has free text is said at least once."""
AVVISAS = {
    "aterkalla_aktualisering",
    "bekrafta_helhetsbedomning",
    "besluta_forlangning",
    "besluta_fortsattning",
    "besluta_rattelse",
    "oppna_slutrapport",
    "bevilja_avbrottsersattning",
    "avskriv",
    "besluta_avskrivning",
}
"""What cannot be done on the first day, or not by the same person. The words of such are not kept."""
E1, E2 = Aktor(Roll.EKONOM, "e1"), Aktor(Roll.EKONOM, "e2")
SKICKAT, ATER = {"villkor": "2025", "galler_fran": "2025-01-01"}, "aterkalla_uppgift"
UTGAVA = {"utgava": "2025", "beslut": "NAF 2024/131", "fran": "2025-01-01", "till": "2025-12-31"}
GRANSKNING, IAKTTAGEN = "kvalitetsuppfoljning", {"villkor": "4.2", "bedomning": "inte_uppfyllt"}
ANMALD = {"upptackt": "2024-03-28T08:30", "anordnare": "A", "karriarvagledare": "kv1"}
BREDVID: list[tuple[str, str, Aktor, str, dict[str, Any]]] = [
    ("personuppgiftsincident", "incident-1", ANORDNARE, "anmal_incident", ANMALD),
    ("personuppgiftsincident", "incident-1", ANORDNARE, "registrera_incidentkontakt", {"tid": "2024-03-28T09:00"}),
    ("personuppgiftsincident", "incident-1", ANORDNARE, "aterkalla_incidentkontakt", {}),
    ("personuppgiftsincident", "incident-1", KV, "ratta_incident", {"befarad": True}),
    ("personuppgiftsincident", "incident-1", DATASKYDD, "bedom_incident", {"bedomning": "anmals"}),
    ("anordnarakt", "anordnare-A", ANORDNARE, "anmal_forandring", {"sort": "lokaler"}),
    ("anordnarakt", "anordnare-A", ANORDNARE, ATER, {"vad": "forandring", "avser": "1"}),
    ("anordnarakt", "anordnare-A", ARBETSLEDARE, "skicka_villkor", SKICKAT),
    ("anordnarakt", "anordnare-A", ANORDNARE, "personal_slutar", {"person": KAND, "till": "2027-01-01"}),
    ("villkorsutskick", "utskick-1", ARBETSLEDARE, "aterkalla_villkor_hos_alla", {"villkor": "2025"}),
    ("betalningsmanad", "betalningsmanad-2024-02", E1, "oppna_betalningsmanad", {"manad": "2024-02"}),
    ("betalningsmanad", "betalningsmanad-2024-02", E1, "forbered_betalning", {}),
    ("betalningsmanad", "betalningsmanad-2024-02", E2, "aterlamna_betalning", {}),
    ("massbyte", "massbyte-1", ARBETSLEDARE, "byt_alla_karriarvagledare", {"fran": "kv8", "till": "kv9"}),
    ("regelutgava", "utgava-1", E1, "foresla_checkbelopp", UTGAVA | {"ami": "4000", "isa": "6500", "fai": "8400"}),
    ("regelutgava", "utgava-1", E1, "dra_tillbaka_varden", {}),
    ("regelutgava", "utgava-2", E1, "foresla_varden", UTGAVA | {"varden": ["checkbelopp.AMI=4000"]}),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "oppna_uppfoljning", {"anordnare": "A", "ar": 2024}),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "registrera_iakttagelse", IAKTTAGEN),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "registrera_iakttagelse", IAKTTAGEN | {"villkor": "4.3"}),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "stryk_i_uppfoljning", {"vad": "iakttagelse", "nummer": 2}),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "besluta_atgard", {"iakttagelse": 1, "frist": "2031-01-07"}),
    (GRANSKNING, "uppfoljning-1", ANORDNARE, "svara_atgard", {"atgard": 1}),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "granska_atgard", {"atgard": 1, "beslut": "godkand"}),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "signera_uppfoljning", {}),
    ("gallring", "gallring-1", DATASKYDD, "foresla_gallring", {"dag": "2024-03-28"}),
    ("gallring", "gallring-1", DATASKYDD, "aterlamna_gallring", {}),
]
"""What stands beside the cases: every kommando there that has free text is said at least once."""


def planterad(verb: str, falt: str) -> str:
    return f"{NAMN}, {PERSONNUMMER}, har {DIAGNOS} ({verb}.{falt})"


def med_ord(
    verb: str, fakta: dict[str, Any], kommandon: Mapping[str, type[Kommando]] = rutin.KOMMANDON
) -> dict[str, Any]:
    """A kommando with words in each of its fields of free text."""
    ord_: dict[str, Any] = {}
    for falt in textfalt(kommandon[verb]):
        text = planterad(verb, falt)
        if falt == "rubriker":
            ord_[falt] = {rubrik: f"{text} {rubrik}" for rubrik in RUBRIKER[verb]}
        else:
            ord_[falt] = [text, text] if falt in ("delmal", "aktiviteter") else text
    return {"kommando": verb, **fakta, **ord_}
