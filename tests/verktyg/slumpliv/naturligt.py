"""What someone who knows the case would say next, what nobody waits for, and what is put right."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from random import Random
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.kapitel.ersattning.varde import vantat_underlag
from domain.kapitel.inlamning.innehall import antal_delmal
from domain.kapitel.uppdrag.dag_ett.insatsmal import insatsens_forsta_mal
from domain.liv import rutin
from domain.skeende.form import textfalt
from domain.tid.manad import sista
from domain.tid.tidpunkt import datum
from tests.verktyg.slumpliv.inspelat import Inspelat
from tests.verktyg.slumpliv.utsagor import MOTIV, ORSAKER, Sagt, avslut, dagen
from tests.verktyg.spel import Spel, mall
from tests.verktyg.utfall import Vy


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
            lamnat: dict[str, Any] = {"mal_uppnatt": True, "sjalvforsorjande": True, "rubriker": rubriker}
            lamnat |= insatsens_forsta_mal(insats, datum(fall.nu))
            oppna = fall.status == "avslutad" and r.random() < 0.5
            svar: list[Sagt] = [("oppna_slutrapport", MOTIV) if oppna else ("lamna_slutrapport", lamnat)]
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
    if bokat := fall.insats.uppstartsmoten:
        utfall = r.choice(["hallet", "uteblev"])
        alla.append(("registrera_uppstartsmote", {"datum": str(bokat[-1][1]), "utfall": utfall}))
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
    return [*alla, ("besluta_avslut", avslut(r.choice(ORSAKER), str(slut), nu))]


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
    return [(_avskrivs(fall, b), {"slag": b.slag, "avser": b.avser, "motivering": "x"}) for b in sena]


def _avskrivs(fall: Spel, b: Vy) -> str:
    """What was proposed while it was the anordnare's, and has come back to the KV, is the KV's own to write off."""
    foreslagen = (f"{b.slag}:{b.avser}" if b.avser else b.slag) in fall.insats.avskrivningsforslag
    return "besluta_avskrivning" if foreslagen and b.ansvarig == "anordnare" else "avskriv"


def fotfaste(r: Random) -> Inspelat:
    """How a life begins: a kund put in the kö, more often than not with the uppdrag entered."""
    insats = r.choice(["AMI1", "AMI2", "FAI1", "ISA2"])
    if r.random() < 0.25:
        return Inspelat.aktualiserat(insats)  # type: ignore[return-value]
    dag1 = date(2024, 2, 1) + timedelta(days=r.randint(0, 240))
    sagt = uppdrag(dag1, r)
    return Inspelat.pagaende(insats, sagt.pop("startdatum"), str(dag1), **sagt)  # type: ignore[return-value]
