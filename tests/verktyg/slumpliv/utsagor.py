"""What anybody might say of a case: facts that are often right, sometimes wrong, and near the day they are said."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from domain.grund.parter import Aktor, Roll
from domain.liv import rutin
from domain.tid.tidpunkt import datum
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, SYSTEMET, mall

Sagt = tuple[str, dict[str, Any]]
VEM = {
    "anordnare": ANORDNARE, "karriarvagledare": KV, "arbetsledare": ARBETSLEDARE, "system": SYSTEMET,
    "kund": Aktor(Roll.KUND, "kund"),
}  # fmt: skip
MANADSBELOPP = {"AMI": 3876, "ISA": 6324, "FAI": 8160}
_NASTA_AR = (1000, 1000, 900, 1100)
"""What is added to the amount in 2025: it is entered wrongly at times, and put right (K14.1)."""
_I_AR = (0, 0, 0, 50)
"""What this year's amount turns out to have been too low by."""
_MANADER = [f"2024-{m:02}" for m in range(2, 11)]
_TEXTER = ["angivet", "", "Ej aktuellt", "Ej aktuellt: inte nu"]
ORSAKER = ["mal_natt", "sjukskrivning", "brister_hos_anordnare", "annan_insats", "oforutsedd_handelse"]
MOTIV = {"motivering": "x"}


def dagen(nu: datetime, n: int) -> str:
    return str(datum(nu) + timedelta(days=n))


def fakta(verb: str, nu: datetime, r: Random) -> dict[str, Any]:  # noqa: PLR0915
    """Facts that are often right, sometimes wrong, and near the day they are said."""

    def dag() -> str:
        return dagen(nu, r.randint(-40, 60))

    def igar() -> str:
        return dagen(nu, r.randint(-9, 1))

    match verb:
        case "bemanna":
            return {"handlaggare": r.choice(["H1", "H2"])}
        case "handlaggare_stannar":
            return {"handlaggare": r.choice(["H1", "H2"])}
        case "handlaggare_slutar":
            return {"handlaggare": r.choice(["H1", "H2"]), "sista_dag": dag()}
        case "lagg_in_uppdrag":
            deltid = {"skal_till_deltidsplanering": "skäl", "omfattning": 50}
            moten: dict[str, Any] = r.choice([{}, {}, {"uppfoljning_var_manad": 1}, {"uppfoljningsdagar": [dag()]}])
            return {"startdatum": dag(), "langd_manader": r.randint(1, 4), **r.choice([{}, deltid]), **moten}
        case "boka_uppstartsmote" | "boka_trepartsmote":
            return {"datum": dag()}
        case "lamna_genomforandeplan":
            rubriker = r.choice([{}, mall("mall.genomforandeplan.AMI2")])
            return {"mal": r.choice(_TEXTER), "delmal": ["x"], "aktiviteter": ["y"], "rubriker": rubriker}
        case "granska_plan":
            return {"beslut": r.choice(["godkand", "aterremiss"]), "motivering": "mer"}
        case "klarmarkera_manadsrapport":
            rubriker = mall("mall.manadsrapport.AMI")
            return {"manad": r.choice(_MANADER), "uppfoljning_datum": igar(), "rubriker": rubriker}
        case "granska_manadsrapport":
            godkann = {"beslut": "godkand", "progression": r.choice(["fortsatt", "avsluta"])}
            return {"manad": r.choice(_MANADER)} | r.choice([godkann, {"beslut": "aterremiss", "motivering": "mer"}])
        case "anmal_franvaro":
            slag = r.choice(["sjuk", "vab", "ledighet", "annan", "ogiltig"])
            return {"slag": slag, "fran": dag(), "till": r.choice([None, dag()]), "orsak": "x"}
        case "medge_ledighet":
            return {"fran": dag(), "till": dag(), "motivering": "x"}
        case "avsluta_franvaro":
            return {"slag": r.choice(["sjuk", "vab", "ledighet"]), "till": igar()}
        case "ta_emot_intyg":
            return {"slag": r.choice(["sjuk", "vab"]), "fran": r.choice([None, dag()]), "till": r.choice([None, dag()])}
        case "besluta_forlangning":
            return {"beslut": r.choice(["bevilja", "bevilja", "avsla"]), "motivering": "x"}
        case "lamna_slutrapport":
            natt = r.random() < 0.5
            sagt = {"mal_uppnatt": natt, "sjalvforsorjande": True, "nasta_steg": "x"}
            sagt |= {"natt_mal": "arbete"} if natt else {}
            return sagt | {"rubriker": mall("mall.slutrapport.AMI")}
        case "framfor_onskemal" | "ta_tillbaka_onskemal":
            return {"sort": r.choice(["trepartssamtal", "byte_av_anordnare", "avslut"]), "sagt_den": igar()}
        case "besvara_onskemal":
            svar = r.choice([{"svar": "avslag"}, {"svar": "samtal", "samtal_datum": dag()}])
            return {"sort": r.choice(["trepartssamtal", "byte_av_anordnare", "avslut"]), "motivering": "x"} | svar
        case "registrera_avslutsanledning":
            return {"sort": r.choice(["inskriven_hos_af", "malgrupp_upphord"]), "datum": igar()}
        case "attestera_avslut" | "besluta_rattelse":
            return {"beslut": r.choice(["bevilja", "avsla"]), "motivering": "x"}
        case "besluta_avslut" | "foresla_avslut":
            return avslut(r.choice(ORSAKER), dag(), nu)
        case "lamna_faktureringsunderlag":
            return {"manad": r.choice(_MANADER), "belopp": r.choice(["1", "3876.00"]), "fakturanummer": "F"}
        case "avskriv":
            return {"slag": "slutrapport", "avser": dag(), "motivering": "x"}
        case "infor_regelverk":
            hojning, i_ar = r.choice(_NASTA_AR), r.choice(_I_AR)
            varden = [
                {"nyckel": f"checkbelopp.{k}", "varde": f"{b + mer}.00", "fran": fran, "till": till}
                for k, b in MANADSBELOPP.items()
                for mer, fran, till in ((i_ar, "2024-01-01", "2024-12-31"), (hojning, "2025-01-01", None))
            ]
            return {"utgava": "2025", "varden": varden}
        case "registrera_kundkontakt":
            return {"datum": igar(), "form": r.choice(["personligt", "telefon"])}
        case "registrera_kartlaggning":
            return {"datum": igar(), "kartlaggning": "x"}
        case "registrera_uppfoljningsmote":
            return {"datum": igar(), "planen": r.choice(["galler", "revideras"])}
        case "registrera_uppstartsmote":
            return {"datum": igar(), "utfall": r.choice(["hallet", "uteblev"])}
        case "registrera_trepartsmote":
            return {"datum": igar(), "kallat_av": "kund", "utfall": "x"}
        case "anmal_till_karriarvagledare":
            return {"anledning": r.choice(["oklart_uppdrag", "behov_av_sip", "andrade_ataganden"]), "beskrivning": "x"}
        case "anmal_behov_av_annan_insats":
            return {"vag": r.choice(["meddelande", "manadsrapport"]), "beskrivning": "x"}
        case "besvara_anmalan":
            return {"nummer": r.choice([None, 1]), "beslut": r.choice([None, "fortsatt"]), "svar": "x"}
        case "anmal_avvikelse":
            return {"datum": igar(), "beskrivning": "x"}
        case "registrera_helhetsbedomning":
            return {"manad": r.choice(_MANADER), "bedomning": "x"}
        case "bekrafta_helhetsbedomning":
            return {"manad": r.choice(_MANADER)}
        case "kalla_till_uppfoljningsmote":
            return {"datum": dag()}
        case "flytta_uppfoljningsmote":
            return {"fran": dag(), "till": dag(), "motivering": "x"}
        case "stall_in_uppfoljningsmote":
            return {"datum": dag(), "motivering": "x"}
        case "utse_vikarie":
            return {"vikarie": r.choice(["V1", "H1"]), "fran": dag(), "till": dag()}
        case "ratta_beslutsgrund":
            return {"arbetsformaga": r.choice([10, 25, 50, 100]), "motivering": "x"}
        case "utse_socialsekreterare":
            return {"till": r.choice(["ss1", "ss2"])}
        case "andra_kundlage":
            return {"fran": igar(), "ekonomiskt_bistand": r.random() < 0.5}
        case "byt_karriarvagledare":
            return {"till": r.choice(["kv1", "kv2"])}
        case "justera_uppdrag":
            return {"langd_manader": r.randint(1, 4), "motivering": "x"}
        case "krav_forstadagsintyg":
            return {"galler": r.random() < 0.6, "motivering": "x"}
        case "registrera_kontaktforsok":
            return {"datum": igar(), "lyckat": r.random() < 0.3}
        case "registrera_uteblivande":
            return {"datum": igar()}
        case "meddela_ogiltig_franvaro":
            return {"franvarodagar": r.choice([[], [igar()]]), "kontaktforsok": r.choice([[], [igar()], [igar()] * 3])}
        case "registrera_brist":
            return {"sort": "utebliven_uppfoljning", "motivering": "x"}
        case "foresla":
            sort = r.choice(["avslut", "annan_insats", "andrat_uppdrag"])
            return {"sort": sort, "motivering": "x"} | ({"avslutsdatum": dag()} if sort == "avslut" else {})
        case "aterkalla_forslag":
            return {"sort": r.choice(["avslut", "annan_insats"])}
        case "besvara_forslag":
            return {"sort": r.choice(["avslut", "annan_insats"]), "motivering": "x"}
        case "ratta":
            return {"vad": r.choice(SAGT), "stryk": True, "motivering": "x"}
        case _:
            return dict(MOTIV) if "motivering" in rutin.KOMMANDON[verb].model_fields else {}


SAGT = [verb for verb in rutin.KOMMANDON if verb != "aktualisera"]


def avslut(orsak: str, avslutsdatum: str, nu: datetime) -> dict[str, Any]:
    idag = dagen(nu, 0)
    sagt = {"orsak": orsak, "avslutsdatum": avslutsdatum, "samtal_datum": idag, "nasta_steg": "x", "motivering": "y"}
    egna = {"sjukskrivning": {"lakarens_bedomning": idag}, "mal_natt": {"natt_mal": "arbete"}}
    return sagt | egna.get(orsak, {})
