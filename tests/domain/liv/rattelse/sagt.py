"""Every kommando that can be corrected: what comes before it, the saying of it, and a change of it."""

from tests.domain.liv.rattelse.grund import AVSLUTSONSKAN, FORSLAGET, pagaende
from tests.domain.liv.rattelse.sagt_forst import SAGT_FORST, Beratt
from tests.verktyg.spel import Spel

SAGT: dict[str, Beratt] = SAGT_FORST | {
    "ta_emot_intyg": (
        lambda: pagaende().anordnare("2024-04-08", "anmal_franvaro", slag="sjuk", fran="2024-04-08", orsak="x"),
        lambda f: f.kv("2024-04-16", "ta_emot_intyg"),
        {"fran": "2024-04-09"},
    ),
    "krav_forstadagsintyg": (pagaende, lambda f: f.kv("2024-04-02", "krav_forstadagsintyg", motivering="x"), None),
    "boka_trepartsmote": (
        pagaende, lambda f: f.kv("2024-04-02", "boka_trepartsmote", datum="2024-04-10"), {"datum": "2024-04-11"}
    ),
    "registrera_kontaktforsok": (
        pagaende, lambda f: f.anordnare("2024-04-02", "registrera_kontaktforsok", datum="2024-04-02"), {"lyckat": True}
    ),
    "registrera_uteblivande": (
        pagaende,
        lambda f: f.anordnare("2024-04-02", "registrera_uteblivande", datum="2024-04-02"),
        {"datum": "2024-03-28"},
    ),
    "meddela_ogiltig_franvaro": (
        pagaende,
        lambda f: f.anordnare(
            "2024-04-03", "meddela_ogiltig_franvaro", franvarodagar=["2024-04-02"], kontaktforsok=["2024-04-02"]
        ),
        {"franvarodagar": ["2024-04-03"]},
    ),
    "besluta_forlangning": (
        lambda: Spel.pagaende("AMI1", start="2024-03-11").till("2024-05-20"),
        lambda f: f.arbetsledare("2024-05-21", "besluta_forlangning", motivering="x"),
        {"beslut": "avsla"},
    ),
    "lamna_slutrapport": (
        lambda: pagaende(langd_manader=3).till("2024-06-01"),
        lambda f: f.slutrapportera("2024-06-03"),
        {"mal_uppnatt": False},
    ),
    "oppna_slutrapport": (
        lambda: pagaende(langd_manader=3).till("2024-06-30"),
        lambda f: f.kv("2024-07-01", "oppna_slutrapport", motivering="x"),
        None,
    ),
    "besluta_avslut": (
        pagaende, lambda f: f.avsluta("2024-04-10", "2024-04-30"), {"avslutsdatum": "2024-05-10"}
    ),
    "aterkalla_avslut": (
        lambda: pagaende().avsluta("2024-04-10", "2024-04-30"),
        lambda f: f.kv("2024-04-11", "aterkalla_avslut", motivering="x"),
        None,
    ),
    "besluta_fortsattning": (
        lambda: pagaende().rapportera("2024-03").godkann("2024-03", progression="avsluta"),
        lambda f: f.kv("2024-04-12", "besluta_fortsattning", motivering="x"),
        None,
    ),
    "foresla": (
        pagaende,
        lambda f: f.anordnare("2024-04-02", "foresla", sort="avslut", avslutsdatum="2024-04-30", motivering="x"),
        {"avslutsdatum": "2024-05-10"},
    ),
    "aterkalla_forslag": (
        lambda: pagaende().anordnare("2024-04-02", "foresla", sort="annan_insats", motivering="x"),
        lambda f: f.anordnare("2024-04-03", "aterkalla_forslag", sort="annan_insats"),
        None,
    ),
    "handlaggare_slutar": (
        pagaende,
        lambda f: f.kv("2024-03-20", "handlaggare_slutar", handlaggare="H1", sista_dag="2024-03-28"),
        {"sista_dag": "2024-04-05"},
    ),
    "handlaggare_stannar": (
        lambda: pagaende().kv("2024-03-20", "handlaggare_slutar", handlaggare="H1", sista_dag="2024-03-28"),
        lambda f: f.kv("2024-03-21", "handlaggare_stannar", handlaggare="H1"),
        None,
    ),
    "besvara_forslag": (
        lambda: pagaende().anordnare("2024-04-02", "foresla", sort="annan_insats", motivering="x"),
        lambda f: f.kv("2024-04-03", "besvara_forslag", sort="annan_insats", motivering="x"),
        {"svar": "bifall"},
    ),
    "lamna_faktureringsunderlag": (pagaende, lambda f: f.fakturera("2024-03"), {"fakturanummer": "F9"}),
    "bevilja_avbrottsersattning": (
        lambda: pagaende().avsluta("2024-04-10", "2024-04-30", "kundens_egen_begaran").till("2024-05-16"),
        lambda f: f.kv("2024-05-16", "bevilja_avbrottsersattning", motivering="x"),
        None,
    ),
    "granska_slutrapport": (
        lambda: pagaende(langd_manader=3).till("2024-06-01").slutrapportera("2024-06-03"),
        lambda f: f.kv("2024-06-04", "granska_slutrapport", beslut="aterremiss", motivering="x"),
        {"beslut": "godkand"},
    ),
    "framfor_onskemal": (
        pagaende, lambda f: f.kv("2024-04-02", "framfor_onskemal", **AVSLUTSONSKAN), {"sort": "trepartssamtal"}
    ),
    "besvara_onskemal": (
        lambda: pagaende().kv("2024-04-02", "framfor_onskemal", **AVSLUTSONSKAN),
        lambda f: f.kv("2024-04-03", "besvara_onskemal", sort="avslut", svar="avslag", motivering="x"),
        None,
    ),
    "ta_tillbaka_onskemal": (
        lambda: pagaende().kv("2024-04-02", "framfor_onskemal", **AVSLUTSONSKAN),
        lambda f: f.kv("2024-04-03", "ta_tillbaka_onskemal", **AVSLUTSONSKAN),
        None,
    ),
    "medge_ledighet": (
        lambda: Spel.pagaende("ISA2", start="2024-03-11"),
        lambda f: f.kv("2024-04-10", "medge_ledighet", fran="2024-05-06", till="2024-05-10", motivering="x"),
        {"till": "2024-05-08"},
    ),
    "foresla_avslut": (
        pagaende, lambda f: f.kv("2024-04-10", "foresla_avslut", **FORSLAGET), {"avslutsdatum": "2024-05-10"}
    ),
    "attestera_avslut": (
        lambda: pagaende().kv("2024-04-10", "foresla_avslut", **FORSLAGET),
        lambda f: f.arbetsledare("2024-04-11", "attestera_avslut", motivering="x"),
        {"beslut": "avsla"},
    ),
    "registrera_avslutsanledning": (
        pagaende,
        lambda f: f.kv("2024-04-02", "registrera_avslutsanledning", sort="malgrupp_upphord", datum="2024-04-01"),
        {"sort": "inskriven_hos_af"},
    ),
}  # fmt: skip
"""Kommando → what comes before it, the saying of it, and a change of it (None: only words or a decision)."""
