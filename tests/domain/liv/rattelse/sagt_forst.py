"""What can be corrected of what is said while a case is under way."""

from collections.abc import Callable
from typing import Any

from tests.domain.liv.rattelse.grund import SOCIAL, pagaende
from tests.verktyg.spel import Spel

Beratt = tuple[Callable[[], Spel], Callable[[Spel], Spel], dict[str, Any] | None]
SAGT_FORST: dict[str, Beratt] = {
    "bemanna": (
        Spel.aktualiserat, lambda f: f.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1"), {"handlaggare": "H2"}
    ),
    "utse_vikarie": (
        lambda: Spel.aktualiserat().anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1"),
        lambda f: f.anordnare("2024-03-01T11:00", "utse_vikarie", vikarie="V1", fran="2024-03-04", till="2024-03-08"),
        {"till": "2024-03-15"},
    ),
    "kalla_till_uppfoljningsmote": (
        pagaende,
        lambda f: f.kv("2024-03-13", "kalla_till_uppfoljningsmote", datum="2024-03-20"),
        {"datum": "2024-03-21"},
    ),
    "flytta_uppfoljningsmote": (
        lambda: pagaende().kv("2024-03-13", "kalla_till_uppfoljningsmote", datum="2024-03-20"),
        lambda f: f.kv("2024-03-13", "flytta_uppfoljningsmote", fran="2024-03-20", till="2024-03-21", motivering="x"),
        {"till": "2024-03-22"},
    ),
    "stall_in_uppfoljningsmote": (
        lambda: pagaende().kv("2024-03-13", "kalla_till_uppfoljningsmote", datum="2024-03-20"),
        lambda f: f.kv("2024-03-13", "stall_in_uppfoljningsmote", datum="2024-03-20", motivering="x"),
        None,
    ),
    "lagg_in_uppdrag": (
        lambda: Spel.aktualiserat().anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1"),
        lambda f: f.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-11"),
        {"startdatum": "2024-03-18"},
    ),
    "aterkalla_aktualisering": (
        lambda: Spel.aktualiserat().till("2024-03-06"), lambda f: f.kv("2024-03-06", "aterkalla_aktualisering"), None
    ),
    "boka_uppstartsmote": (
        pagaende, lambda f: f.anordnare("2024-03-05", "boka_uppstartsmote", datum="2024-03-12"), {"datum": "2024-03-13"}
    ),
    "registrera_uppstartsmote": (
        lambda: pagaende().anordnare("2024-03-05", "boka_uppstartsmote", datum="2024-03-12"),
        lambda f: f.anordnare("2024-03-12", "registrera_uppstartsmote", datum="2024-03-12", utfall="hallet"),
        {"utfall": "uteblev"},
    ),
    "justera_uppdrag": (
        lambda: pagaende(langd_manader=2),
        lambda f: f.kv("2024-04-02", "justera_uppdrag", langd_manader=4, motivering="x"),
        {"langd_manader": 3},
    ),
    "registrera_kundkontakt": (
        pagaende,
        lambda f: f.anordnare("2024-03-20", "registrera_kundkontakt", datum="2024-03-12"),
        {"datum": "2024-03-19"},
    ),
    "registrera_kartlaggning": (
        pagaende,
        lambda f: f.anordnare("2024-03-20", "registrera_kartlaggning", datum="2024-03-12", kartlaggning="x"),
        {"datum": "2024-03-13"},
    ),
    "lamna_genomforandeplan": (pagaende, lambda f: f.lamna_plan("2024-03-20"), None),
    "granska_plan": (
        lambda: pagaende().lamna_plan("2024-03-20"),
        lambda f: f.kv("2024-03-21", "granska_plan", beslut="aterremiss", motivering="x"),
        {"beslut": "godkand"},
    ),
    "begar_planrevidering": (
        lambda: pagaende().lamna_plan("2024-03-20"),
        lambda f: f.kv("2024-03-21", "begar_planrevidering", motivering="x"),
        None,
    ),
    "registrera_uppfoljningsmote": (
        lambda: pagaende().lamna_plan("2024-03-20"),
        lambda f: f.kv("2024-03-21", "registrera_uppfoljningsmote", datum="2024-03-21", planen="revideras"),
        {"planen": "galler"},
    ),
    "registrera_trepartsmote": (
        pagaende,
        lambda f: f.kv("2024-03-21", "registrera_trepartsmote", datum="2024-03-20", kallat_av="kund", utfall="x"),
        {"kallat_av": "anordnare"},
    ),
    "klarmarkera_manadsrapport": (pagaende, lambda f: f.rapportera("2024-03"), {"uppfoljning_datum": "2024-04-01"}),
    "granska_manadsrapport": (
        lambda: pagaende().rapportera("2024-03"),
        lambda f: f.godkann("2024-03", progression="avsluta"),
        {"progression": "fortsatt"},
    ),
    "anmal_till_karriarvagledare": (
        pagaende,
        lambda f: f.anordnare(
            "2024-04-02", "anmal_till_karriarvagledare", anledning="oklart_uppdrag", beskrivning="x"
        ),
        {"anledning": "behov_av_sip"},
    ),
    "anmal_behov_av_annan_insats": (
        pagaende,
        lambda f: f.anordnare("2024-04-02", "anmal_behov_av_annan_insats", beskrivning="x"),
        {"vag": "manadsrapport"},
    ),
    "besvara_anmalan": (
        lambda: pagaende().anordnare("2024-04-02", "anmal_behov_av_annan_insats", beskrivning="x"),
        lambda f: f.kv("2024-04-03", "besvara_anmalan", beslut="fortsatt", svar="x"),
        {"beslut": "avsluta"},
    ),
    "anmal_avvikelse": (
        pagaende,
        lambda f: f.anordnare("2024-04-02", "anmal_avvikelse", datum="2024-04-02", beskrivning="x"),
        {"datum": "2024-04-01"},
    ),
    "registrera_helhetsbedomning": (
        pagaende,
        lambda f: f.kv("2024-04-02", "registrera_helhetsbedomning", manad="2024-04", bedomning="x"),
        {"manad": "2024-03"},
    ),
    "bekrafta_helhetsbedomning": (
        lambda: (
            pagaende()
            .kv("2024-04-01", "utse_socialsekreterare", till="ss1")
            .sager(SOCIAL, "2024-04-02", "registrera_helhetsbedomning", manad="2024-03", bedomning="x")
            .sager(SOCIAL, "2024-04-02T13:00", "registrera_helhetsbedomning", manad="2024-04", bedomning="x")
        ),
        lambda f: f.kv("2024-04-03", "bekrafta_helhetsbedomning", manad="2024-03"),
        {"manad": "2024-04"},
    ),
    "anmal_franvaro": (
        pagaende,
        lambda f: f.anordnare("2024-04-08", "anmal_franvaro", slag="sjuk", fran="2024-04-08", orsak="x"),
        {"fran": "2024-04-05", "till": "2024-04-08"},
    ),
    "avsluta_franvaro": (
        lambda: pagaende().anordnare("2024-04-08", "anmal_franvaro", slag="sjuk", fran="2024-04-08", orsak="x"),
        lambda f: f.anordnare("2024-04-10", "avsluta_franvaro", slag="sjuk", till="2024-04-09"),
        {"till": "2024-04-10"},
    ),
}  # fmt: skip
