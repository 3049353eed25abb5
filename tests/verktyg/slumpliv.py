"""Random lives of a case: what someone who knows it would say next, what nobody waits for, and what is wrong.

Everything is drawn from one ``Random``, so that a seed is a life; hypothesis gives one that it can shrink.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property, reduce
from random import Random
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.insats import Insats
from domain.kapitel.ersattning.utbetalningsrad import korning
from domain.kapitel.ersattning.varde import vantat_underlag
from domain.kapitel.inlamning.innehall import antal_delmal
from domain.kapitel.inlamning.slutrapportfrist import slutrapport_for, slutrapportfrist
from domain.kapitel.uppdrag.dag_ett.insatsmal import insatsens_forsta_mal
from domain.liv import rutin
from domain.liv.forlopp import Steg, lat_ga, utfor
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import insats_fran_json, insats_till_json, post_fran_json, post_till_json
from domain.skeende.form import textfalt
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Meddelande, Post
from domain.tid.kalender import ar_arbetsdag
from domain.tid.manad import sista
from domain.tid.tidpunkt import datum
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, SYSTEMET, Spel, helt_uppdrag, mall, rattaren, tid

Sagt = tuple[str, dict[str, Any]]

LEVANDE = {"oppen", "forsenad", "planerad"}
FASTA = {
    "manadsrapport", "faktureringsunderlag", "slutrapport", "forlangningsbeslut",
    "rapportgranskning", "rapportgodkannande", "veckokontakt", "franvaroanmalan", "uppfoljningsmote",
}  # fmt: skip
"""Kinds whose frist is a date that the routine or the uppdrag names, an end date, or a calendar day (K0.4)."""

VEM = {
    "anordnare": ANORDNARE, "karriarvagledare": KV, "arbetsledare": ARBETSLEDARE, "system": SYSTEMET,
    "kund": Aktor(Roll.KUND, "kund"),
}  # fmt: skip
MANADSBELOPP = {"AMI": 3876, "ISA": 6324, "FAI": 8160}
_NASTA_AR = (1000, 1000, 900, 1100)
"""What is added to the amount in 2025: it is entered wrongly at times, and put right (K14.1)."""
_I_AR = (0, 0, 0, 50)
"""What this year's amount turns out to have been too low by."""
_RATTAS_EFTER = 3
"""Steps towards the end before an edition is said again, with the same amounts or others."""
"""What each amount is raised by in 2025, which is entered as an edition of its own."""
_MANADER = [f"2024-{m:02}" for m in range(2, 11)]
_TEXTER = ["angivet", "", "Ej aktuellt", "Ej aktuellt: inte nu"]
_ORSAKER = ["mal_natt", "sjukskrivning", "brister_hos_anordnare", "annan_insats", "oforutsedd_handelse"]
MOTIV = {"motivering": "x"}


class Inspelat(Spel):
    """A case that remembers what was said in it, taken or refused."""

    def sager(self, av: Aktor, nar: str, verb: str, **fakta: Any) -> Spel:
        self.manus.append((av, nar, verb, fakta))
        return super().sager(av, nar, verb, **fakta)

    @cached_property
    def manus(self) -> list[tuple[Aktor, str, str, dict[str, Any]]]:
        return []


def vikt(poster: Iterable[Post]) -> Insats:
    """State as the fold of the journal from its first line."""
    insats = reduce(rutin.tillampa, poster, None)
    assert insats is not None
    return insats


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
            moten = r.choice([{}, {}, {"uppfoljning_var_manad": 1}, {"uppfoljningsdagar": [dag()]}])
            return {"startdatum": dag(), "langd_manader": r.randint(1, 4)} | r.choice([{}, deltid]) | moten
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
        case "attestera_avslut":
            return {"beslut": r.choice(["bevilja", "avsla"]), "motivering": "x"}
        case "besluta_avslut" | "foresla_avslut":
            return avslut(r.choice(_ORSAKER), dag(), nu)
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


def det_naturliga(fall: Spel, r: Random) -> list[Sagt]:
    """What someone who knows the case would say next: what is open, with the right facts."""
    alla = forsenade(fall)[:2]
    for b in fall.bevakningar():
        if b.utfall in ("oppen", "forsenad"):
            alla += svaret(fall, b.slag, b.avser or "", r)
    if fall.status == "pagar":
        alla += det_som_hander(fall, r)
    return alla + rattelser(fall, r)


def svaret(fall: Spel, slag: str, avser: str, r: Random) -> list[Sagt]:
    """What answers a bevakning."""
    insats, nu = fall.insats, dagen(fall.nu, 0)
    match slag:
        case "bemanning":
            return [("bemanna", {"handlaggare": "H1"})]
        case "uppdrag":
            return [("lagg_in_uppdrag", uppdrag(datum(insats.aktualiserad), r))]
        case "uppstartsmote":
            return [("boka_uppstartsmote", {"datum": nu})]
        case "veckokontakt":
            mandag = date.fromisocalendar(int(avser[:4]), int(avser[6:]), 1)
            return [("registrera_kundkontakt", {"datum": str(mandag + timedelta(days=r.randint(0, 6)))})]
        case "genomforandeplan" | "planrevidering":
            rubriker = mall(f"mall.genomforandeplan.{insats.slag}")
            plan = {"mal": "x", "delmal": ["x"], "aktiviteter": ["y"], "rubriker": rubriker}
            return [("lamna_genomforandeplan", plan)]
        case "plangranskning":
            return [("granska_plan", {"beslut": "godkand"})]
        case "uppfoljningsmote":
            return [("registrera_uppfoljningsmote", {"datum": nu, "planen": r.choice(["galler", "revideras"])})]
        case "manadsrapport":
            rubriker = mall(f"mall.manadsrapport.{insats.kundval}")
            dag = str(min(datum(fall.nu), sista(avser)))
            sagt = {"manad": avser, "uppfoljning_datum": dag, "rubriker": rubriker, "annan_franvaro_paverkar": "x"}
            sagt["delmal"] = ["pagar"] * antal_delmal(insats)
            return [("klarmarkera_manadsrapport", sagt)]
        case "rapportgodkannande":
            godkann = {"beslut": "godkand", "progression": r.choice(["fortsatt", "avsluta"])}
            beslut = godkann if r.random() < 0.8 else {"beslut": "aterremiss", "motivering": "x"}
            return [("granska_manadsrapport", {"manad": avser} | beslut)]
        case "faktureringsunderlag":
            belopp = vantat_underlag(insats, avser)
            return [(
                "lamna_faktureringsunderlag",
                {"manad": avser, "belopp": str(belopp or 1), "fakturanummer": f"N{avser}{insats.nr}"},
            )]  # fmt: skip
        case "beslut_om_avslut" | "sjukskrivning_avbrott":
            return [("besluta_fortsattning", MOTIV)]
        case "forlangningsbeslut":
            return [("besluta_forlangning", MOTIV)]
        case "lakarintyg" | "vabintyg":
            till = r.choice([None, dagen(fall.nu, r.randint(0, 30))])
            return [("ta_emot_intyg", {"slag": {"l": "sjuk", "v": "vab"}[slag[0]], "fran": avser, "till": till})]
        case "trepartsmote":
            return [("boka_trepartsmote", {"datum": dagen(fall.nu, r.randint(0, 9))})]
        case "franvaroanmalan":
            return [("meddela_ogiltig_franvaro", {"franvarodagar": [avser], "kontaktforsok": [avser]})]
        case "slutrapportgranskning":
            svar_ = r.choice([{"beslut": "godkand"}, {"beslut": "aterremiss", "motivering": "x"}])
            return [("granska_slutrapport", svar_)]
        case "slutrapport":
            rubriker = mall(f"mall.slutrapport.{insats.kundval}")
            sagt = {"mal_uppnatt": True, "sjalvforsorjande": True, "rubriker": rubriker}
            sagt |= insatsens_forsta_mal(insats, datum(fall.nu))
            oppna = fall.status == "avslutad" and r.random() < 0.5
            svar: list[Sagt] = [("oppna_slutrapport", MOTIV) if oppna else ("lamna_slutrapport", sagt)]
            return svar + ([("bevilja_avbrottsersattning", MOTIV)] if insats.avslutsform == "avbruten" else [])
        case _:
            return []


def uppdrag(dag1: date, r: Random) -> dict[str, Any]:
    moten = r.choice([{}, {"uppfoljning_var_manad": 1}])
    start = dag1 + timedelta(days=r.randint(0, 20))
    return {"startdatum": str(start), "langd_manader": r.randint(1, 3)} | moten


def det_som_hander(fall: Spel, r: Random) -> list[Sagt]:
    """What nobody waits for: absence, no-shows, wishes, ends, and ends that are revoked."""
    u, nu = fall.insats.uppdrag, fall.nu
    assert u is not None
    idag = dagen(nu, 0)
    slag = r.choice(["sjuk", "vab", "annan", "ledighet"])
    fran = r.randint(-20, 0)
    borta = {"slag": slag, "fran": dagen(nu, fran), "orsak": "x"}
    alla: list[Sagt] = [
        ("anmal_franvaro", borta),
        ("anmal_franvaro", borta | {"till": dagen(nu, r.randint(fran, 25))}),
        ("avsluta_franvaro", {"slag": slag, "till": idag}),
        ("medge_ledighet", {"fran": dagen(nu, fran), "till": dagen(nu, r.randint(fran, 25)), "motivering": "x"}),
        ("registrera_kontaktforsok", {"datum": dagen(nu, -r.randint(0, 2)), "lyckat": r.random() < 0.2}),
        ("registrera_uteblivande", {"datum": dagen(nu, -r.randint(0, 3))}),
        ("registrera_kundkontakt", {"datum": dagen(nu, -r.randint(0, 9))}),
        ("krav_forstadagsintyg", {"galler": r.random() < 0.7, "motivering": "x"}),
        ("justera_uppdrag", {"langd_manader": u.langd_manader + 1, "motivering": "x"}),
        ("anmal_behov_av_annan_insats", {"beskrivning": "x"}),
    ]
    forslag = fall.insats.forslag
    if forslag:
        alla += [("besvara_forslag", {"sort": s, "motivering": "x"}) for s in forslag]
    else:
        slut = u.startdatum + timedelta(days=r.randint(0, 60))
        alla.append(("foresla", {"sort": "avslut", "avslutsdatum": str(slut), "motivering": "x"}))
    if fall.insats.planer:
        alla.append(("begar_planrevidering", MOTIV))
    if any(a.besvarad is None for a in fall.insats.anmalningar):
        annan = next(a for a in fall.insats.anmalningar if a.besvarad is None).arende == "annan_insats"
        alla.append(("besvara_anmalan", {"svar": "x"} | ({"beslut": "fortsatt"} if annan else {})))
    if fall.insats.avslutsbeslut:
        alla.append(("aterkalla_avslut", MOTIV))
    langd = (u.slutdatum - u.startdatum).days
    slut = u.startdatum + timedelta(days=r.randint(-3, langd))
    return [*alla, ("besluta_avslut", avslut(r.choice(_ORSAKER), str(slut), nu))]


def rattelser(fall: Spel, r: Random) -> list[Sagt]:
    """A saying, any of them, put right or struck (K0.7)."""
    if not fall.insats.sagda:
        return []
    s = r.choice(fall.insats.sagda)
    vad = s.kommando["kommando"]
    grund = {"vad": vad, "nr": s.nr, "motivering": "x"}
    alla: list[Sagt] = [("ratta", grund | {"stryk": True})]
    falt = sorted(f for f, v in s.kommando.items() if _ar_datum(v) and f not in textfalt(rutin.KOMMANDON[vad]))
    if falt:
        f = r.choice(falt)
        nytt = str(date.fromisoformat(s.kommando[f]) + timedelta(days=r.choice([-30, -7, -1, 1, 7, 30])))
        alla.append(("ratta", grund | {"andringar": {f: nytt}}))
    return alla


def _ar_datum(varde: object) -> bool:
    return isinstance(varde, str) and len(varde) == 10 and varde[4] == varde[7] == "-"


def hela_manaden(fall: Spel, manad: str) -> None:
    """Report, underlag and approval at once, as far as they are taken."""
    nar = fall.nu.isoformat()
    for gor in (fall.rapportera, fall.fakturera, fall.godkann):
        if gor != fall.fakturera or vantat_underlag(fall.insats, manad) is not None:
            with suppress(Avvisning):
                gor(manad, nar)


def forsenade(fall: Spel) -> list[Sagt]:
    """What is late can be written off, by two where it costs pay (K13.7)."""
    sena = [b for b in fall.bevakningar() if b.utfall == "forsenad"]
    return [(_avskrivs(fall, b.slag, b.avser), {"slag": b.slag, "avser": b.avser, "motivering": "x"}) for b in sena]


def _avskrivs(fall: Spel, slag: str, avser: str | None) -> str:
    nyckel = f"{slag}:{avser}" if avser else slag
    return "besluta_avskrivning" if nyckel in fall.insats.avskrivningsforslag else "avskriv"


def fotfaste(r: Random) -> Inspelat:
    """How a life begins: a kund put in the kö, more often than not with the uppdrag entered."""
    insats = r.choice(["AMI1", "AMI2", "FAI1", "ISA2"])
    if r.random() < 0.25:
        return Inspelat.aktualiserat(insats)  # type: ignore[return-value]
    dag1 = date(2024, 2, 1) + timedelta(days=r.randint(0, 240))
    sagt = uppdrag(dag1, r)
    return Inspelat.pagaende(insats, sagt.pop("startdatum"), str(dag1), **sagt)  # type: ignore[return-value]


def lev(r: Random, steg: int, prova: Callable[[Spel], None] = lambda _: None) -> Inspelat:
    """A life of so many steps, and then until nothing remains; ``prova`` is held against it after each step."""
    fall = lev_till(r, steg, prova)
    fullborda(fall)
    prova(fall)
    return fall


def ratta_i_efterhand(fall: Spel, r: Random, prova: Callable[[Spel], None] = lambda _: None) -> None:
    """A completed case is corrected some time later, and each time completes again (K0.7)."""
    for _ in range(3):
        fall.till((fall.nu + timedelta(hours=r.randint(0, 24 * 60))).isoformat())
        if val := rattelser(fall, r):
            sag(fall, *r.choice(val))
            prova(fall)
            fullborda(fall)
            prova(fall)


def lev_till(r: Random, steg: int, prova: Callable[[Spel], None] = lambda _: None) -> Inspelat:
    """A life as far as it has come after so many steps."""
    fall = fotfaste(r)
    for _ in range(steg):
        fall.till((fall.nu + timedelta(hours=r.randint(0, 24 * 14))).isoformat())
        if fall.insats.slutford:
            return fall
        oppna = [v.avser for v in fall.bevakningar() if v.slag == "manadsrapport" and v.utfall in ("oppen", "forsenad")]
        if oppna and r.random() < 0.5:
            hela_manaden(fall, str(oppna[0]))
        else:
            naturligt = det_naturliga(fall, r) if r.random() < 0.85 else []
            verb, sagt = r.choice(naturligt) if naturligt else (v := r.choice(SAGT), fakta(v, fall.nu, r))
            sag(fall, verb, sagt)
        prova(fall)
    return fall


def sag(fall: Spel, verb: str, sagt: dict[str, Any]) -> bool:
    """Say it; whether it was taken. What is refused changes nothing."""
    roll = rutin.KOMMANDON[verb].roller[0]
    av = rattaren(sagt["vad"]) if verb == "ratta" else VEM[roll]
    fore = fall.insats
    try:
        fall.sager(av, fall.nu.isoformat(), verb, **sagt)
    except Avvisning as avvisning:
        assert fall.insats == fore
        assert avvisning.regel.startswith("K")
        return False
    return True


def fullborda(fall: Spel) -> None:
    """What is owed is done or written off, and time goes, until the case is completed."""
    sag_nar = fall.nu.isoformat
    if not fall.insats.slutford and fall.insats.regelverk.belopp("checkbelopp.AMI", date(2025, 1, 1)) is None:
        fall.systemet(sag_nar(), "infor_regelverk", **fakta("infor_regelverk", fall.nu, Random(0)))
    for n in range(80):
        if fall.insats.slutford:
            return
        if n == _RATTAS_EFTER:
            sag(fall, "infor_regelverk", fakta("infor_regelverk", fall.nu, Random(len(fall.poster))))
        fall.till((fall.nu + timedelta(days=20)).isoformat())
        while not fall.insats.slutford and (sena := forsenade(fall)):
            verb, sagt = sena[0]
            fall.sager(ARBETSLEDARE if verb == "besluta_avskrivning" else KV, fall.nu.isoformat(), verb, **sagt)
        if fall.insats.uppdrag is None and fall.insats.avslutsbeslut is None and not fall.insats.slutford:
            fall.avsluta(fall.nu.isoformat(), dagen(fall.nu, 0), "mal_natt", samtal_datum=None)
    raise AssertionError(f"never completed: {fall.bevakningar()} {fall.utbetalningar()}")


# What always holds


def provat(fall: Spel) -> None:
    """What holds after every step."""
    insats = fall.insats
    assert lat_ga(insats, fall.nu) == Steg(insats)
    for k in rutin.klockslag(insats):
        assert k.nar > fall.nu, k
    for b in rutin.bevakningar(insats):
        assert b.slag in FASTA or ar_arbetsdag(b.frist), b
        if b.nyckel in insats.oppnade and not insats.slutford and b.utfall(insats) == "oppen" and not b.vilar:
            assert b.frist >= datum(fall.nu), b
    assert all(v.utfall in {"uppfylld", "sen", "oppen", "forsenad", "avskriven", "upphord"} for v in fall.bevakningar())
    for u in fall.utbetalningar():
        assert (u.utbetalningsmanad is not None) == (u.status in ("klar", "utbetald")), u


def provat_till_slut(fall: Spel) -> None:
    """What holds of a completed case: nothing forgotten, everything paid, and the journal is all there is."""
    insats = fall.insats
    assert fall.status == "slutford"
    slut = {b.utfall for b in fall.bevakningar()}
    assert slut <= {"uppfylld", "sen", "avskriven", "upphord"}, fall.bevakningar()
    oppnade = {p.handelse.nyckel for p in fall.poster if p.handelse.slag == "bevakning_oppnad"}  # type: ignore[attr-defined]
    assert oppnade <= {f"{b.slag}:{b.avser}" if b.avser else b.slag for b in fall.bevakningar()}
    assert all(u.status == "utbetald" or u.forfallen for u in fall.utbetalningar())
    assert vikt(fall.poster) == insats
    assert insats_fran_json(insats_till_json(insats)) == insats
    assert [p.nr for p in fall.poster] == list(range(1, len(fall.poster) + 1))
    betalda = [(h.utbetalning, h.avser) for h in fall.handelser("utbetalning_verkstalld")]  # type: ignore[attr-defined]
    assert len(betalda) == len(set(betalda))
    for p in fall.poster:
        if p.handelse.slag == "utbetalning_verkstalld":  # never in a month that had been closed (K14.6)
            assert p.tid == korning(insats, p.handelse.utbetalningsmanad), p  # type: ignore[attr-defined]
    assert betalt_per_rad(insats) == vart_per_rad(insats)


def betalt_per_rad(insats: Insats) -> dict[str, Decimal]:
    """What each month and each avbrott has been paid, adjustments with it."""
    summa: dict[str, Decimal] = {}
    for nyckel, u in insats.utbetalda.items():
        slag, _, avser = nyckel.partition(":")
        om = avser.split(" #")[0] if slag in ("manad", "justering") else slag
        om = "avbrott" if om.startswith("avbrott") else om
        summa[om] = summa.get(om, Decimal()) + u.belopp
    return summa


def vart_per_rad(insats: Insats) -> dict[str, Decimal]:
    """The same rows counted anew, day by day, from the insatsdagar as they stand in the end."""
    period = insats.insatsperiod
    svar: dict[str, Decimal] = {}
    for om in betalt_per_rad(insats):
        if om == "avbrott":
            slut = insats.slutdatum
            assert slut is not None
            rapport = slutrapport_for(insats, slut)
            i_tid = rapport is not None and datum(rapport) <= slutrapportfrist(insats).frist
            ratt = insats.form == "avbruten" and period and (i_tid or insats.avbrottsersattning_beviljad)
            dagar = [slut + timedelta(days=n) for n in range(1, 15)] if ratt else []  # a grant may be struck (K0.7)
            hel = False
        else:
            ar, m = int(om[:4]), int(om[5:])
            alla = [date(ar, m, d + 1) for d in range(monthrange(ar, m)[1])]
            dagar = [d for d in alla if period and period.innehaller(d)]
            hel = dagar == alla
        exakt = sum((Fraction(_manadsbelopp(insats, d), len(dagar) if hel else 30) for d in dagar), Fraction())
        svar[om] = (Decimal(exakt.numerator) / exakt.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return svar


def _manadsbelopp(insats: Insats, d: date) -> int:
    """As it was last entered for the year."""
    borjor = {v.fran.year: v.varde for v in insats.regelverk.parameter(f"checkbelopp.{insats.kundval}").varden}
    return int(Decimal(str(borjor[d.year])))


def spela_om(fall: Inspelat) -> tuple[list[Post], list[Meddelande]]:
    """The same life again, the clock looked at only when something is said, state as JSON between all steps."""
    insats = vikt([p for p in fall.poster if p.nr == 1])
    poster, brev, nummer = list(fall.poster[:1]), [m for m in fall.meddelanden if m.nr == 1], 0
    for av, nar, verb, sagt in fall.manus:
        nu = tid(nar)
        steg = lat_ga(insats_fran_json(insats_till_json(insats)), nu)
        with suppress(Avvisning):
            hel = helt_uppdrag(sagt) if verb == "lagg_in_uppdrag" else sagt  # as ``Spel`` says it
            kommando = las_kommando({"kommando": verb, **hel})
            nummer += 1
            inkommet = Inkommet(f"k{nummer}", av, kommando)
            steg += utfor(insats_fran_json(insats_till_json(steg.insats)), inkommet, nu)
        insats = steg.insats
        poster += steg.poster
        brev += steg.meddelanden
    steg = lat_ga(insats, fall.nu)
    journal = [post_fran_json(post_till_json(p)) for p in (*poster, *steg.poster)]
    return journal, [*brev, *steg.meddelanden]
