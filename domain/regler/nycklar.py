"""Which keys a regelverk must have, and what kind of value each takes.

The code asks for these keys and no others, so a file that lacks one, or has one nobody asks for, is wrong.
The bounds keep out what the calendar cannot count with: a frist of 0 arbetsdagar (K0.3), or the 31st of
every month (K8.1).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from domain.grund.slag import OVRIGA_ORSAKER, Insatsmal, Insatsslag, Orsak


@dataclass(frozen=True)
class Slag:
    """A kind of value: its form, the unit the file must state, and for a number its least and greatest."""

    form: Literal["tal", "belopp", "text", "klockslag", "mandag", "lista", "tabell", "perioder", "ja_nej"]
    enhet: str
    minst: int = 0
    hogst: int = 366


MANADER = Slag("tal", "månader", 1, 60)
GALLRINGSMANADER = Slag("tal", "månader", 1, 600)
MANADER_OM_NAGRA = Slag("tal", "månader", 0, 60)
AR = Slag("tal", "år", 0, 120)
PROCENT = Slag("tal", "procent", 0, 100)
ARBETSDAGAR = Slag("tal", "arbetsdagar", 1)
ARBETSDAGAR_OM_NAGRA = Slag("tal", "arbetsdagar")
MINUTER = Slag("tal", "minuter", 0, 1440)
DAGAR = Slag("tal", "dagar")
VECKOR = Slag("tal", "veckor", 1, 52)
TIMMAR = Slag("tal", "timmar", 1)
DAG_I_MANADEN = Slag("tal", "dag i månaden", 1, 28)
DAG_I_PERIODEN = Slag("tal", "dag i perioden", 1)
INSATSTAL = Slag("tal", "insatser", 1)
MEGABYTE = Slag("tal", "megabyte", 1, 12)
GANGER = Slag("tal", "gånger", 1)
BELOPP = Slag("belopp", "kr per månad")
KLOCKSLAG = Slag("klockslag", "klockslag")
MANDAG = Slag("mandag", "måndag")
RUBRIKER = Slag("lista", "rubriker")
ORSAKER = Slag("lista", "orsaker")
MALEN = Slag("lista", "mål")
STEGEN = Slag("lista", "insatser")
KUNDVALEN = Slag("lista", "kundval")
FORMER = Slag("tabell", "form per orsak")
PERIODER = Slag("perioder", "perioder")
RUBRIK = Slag("text", "rubrik")
JA_NEJ = Slag("ja_nej", "ja eller nej")

KUNDVAL = ("FAI", "AMI", "ISA")
INSATSER = ("FAI1", "FAI2", "AMI1", "AMI2", "ISA1", "ISA2")
AVSLUTSFORMER = frozenset({"fortid", "avbrott"})
AVSLUTSORSAKER = frozenset(get_args(Orsak))
FORM_FOR: Mapping[str, frozenset[str]] = {
    "avslut.form": AVSLUTSORSAKER - set(OVRIGA_ORSAKER), "avslut.form_ovriga": frozenset(OVRIGA_ORSAKER),
}  # fmt: skip
"""The tables of forms, and the reasons that each must have one for: a case keeps the table that it was begun under."""
ORD_I_LISTA: Mapping[str, frozenset[str]] = {
    "mal.": frozenset(get_args(Insatsmal)), "stegforflyttning.": frozenset(i.lower() for i in get_args(Insatsslag)),
    "omfattning.": frozenset(k.lower() for k in KUNDVAL),
}  # fmt: skip
"""Beginning of a key → the words that its list may have."""
FORVALSLISTANS_START = "forvalslista.forsta_start"
RUBRIKPREFIX = "rubrik."
MALLPREFIX = "mall."
VARJE_PLAN = "mall.genomforandeplan"
"""The headings that every plan has, whatever the insats (K4.5)."""
LOV = "ledighet.lov"


def _nycklar() -> Iterable[tuple[Slag, tuple[str, ...]]]:
    """The fixed keys by kind, in the order of the chapters."""
    yield MANADER, tuple(f"insatstid.{i}" for i in INSATSER)
    yield AR, ("alder.ekonomiskt_bistand.min", "alder.ekonomiskt_bistand.max")
    yield AR, ("alder.kaa.min", "alder.kaa.utan_motivering_fran", "alder.kaa.max")
    yield AR, ("alder.unga_vuxna.min", "alder.unga_vuxna.max")
    yield PROCENT, ("arbetsformaga.AMI1", "arbetsformaga.AMI2", "omfattning.heltid")
    yield KUNDVALEN, ("omfattning.heltid_kundval",)
    yield MANDAG, (FORVALSLISTANS_START,)
    yield VECKOR, ("forvalslista.period",)
    yield INSATSTAL, ("jamforelse.minst_avslutade", "namnd.minsta_antal")
    yield (
        TIMMAR,
        tuple(f"incident.{t}_timmar" for t in ("kontakt", "bedomning", "forsta_paminnelse", "sista_paminnelse")),
    )
    yield GALLRINGSMANADER, ("gallring.arende_manader", "gallring.personal_manader")
    yield ARBETSDAGAR, ("villkor.bekraftelse_arbetsdagar", "betalningsmanad.arbetsdagar")
    yield ARBETSDAGAR, ("bemanning.arbetsdagar", "oppet_meddelande.arbetsdagar")
    yield ARBETSDAGAR, ("uppdrag.arbetsdagar_fran_aktualisering", "uppdrag.arbetsdagar_fran_bemanning")
    yield DAGAR, ("uppstartsmote.dagar", "genomforandeplan.dagar", "genomforandeplan.dagar_fran_uppdrag")
    yield ARBETSDAGAR, ("plangranskning.arbetsdagar", "planrevidering.arbetsdagar")
    yield ARBETSDAGAR, ("beslut_om_avslut.arbetsdagar", "sjukskrivning_avbrott.arbetsdagar")
    yield MEGABYTE, ("bilaga.hogst_megabyte",)
    yield (
        ARBETSDAGAR_OM_NAGRA,
        (
            "svar.arbetsdagar", "slutrapportgranskning.arbetsdagar", "regelutgava.attest_arbetsdagar",
            "attest.arbetsdagar",
        ),
    )  # fmt: skip
    yield DAG_I_MANADEN, ("manadsrapport.dag", "rapportgranskning.dag", "rapportgodkannande.dag")
    yield DAGAR, ("rapportgranskning.dagar_efter_sen", "rapportgodkannande.dagar_efter_sen")
    yield DAGAR, ("ledighet.max_dagar", "lakarintyg.dagar", "forstadagsintyg.dagar", "vabintyg.dagar")
    yield DAGAR, ("kontaktuppgifter.dagar_efter_slut", "intyg.nytt_dagar", "sjukskrivning_avbrott.igen_dagar")
    yield MANADER_OM_NAGRA, tuple(f"uppfoljning.var_manad.{i}" for i in INSATSER)
    yield JA_NEJ, ("franvaroanmalan.genom_franvaro", "ledighet.all_planerad")
    yield DAG_I_PERIODEN, ("lakarintyg.dag", "vabintyg.dag", "sjukskrivning_avbrott.dag")
    yield GANGER, ("trepartsmote.antal", "annan_franvaro.antal", "franvaroanmalan.forsok")
    yield DAGAR, ("trepartsmote.inom_dagar", "trepartsmote.dagar", "annan_franvaro.inom_dagar")
    yield DAGAR, ("franvaroanmalan.dagar", "forlangning.fraga_dagar_fore")
    yield MANADER, ("forlangning.max_manader", "brist.sen_rapport_manader")
    yield DAGAR, ("slutrapport.oppnas_dagar_fore", "slutrapport.fortid_dagar", "slutrapport.sen_dagar")
    yield DAGAR, ("slutrapport.avbrott_dagar", "slutrapport.lamnas_dagar_fore", "onskemal.samtal_dagar")
    yield FORMER, tuple(FORM_FOR)
    yield JA_NEJ, ("slutrapport.fortid_tidigast_slutet", "slutrapport.slutdagen_raknas")
    yield JA_NEJ, ("slutrapport.sen_forverkar_manaden", "beslut_om_avslut.auktorisation")
    yield JA_NEJ, ("avskrivning.attesteras", "avslut.forsenat_upphor", "avslut.attesteras")
    yield MALEN, tuple(f"mal.{i}" for i in INSATSER)
    yield STEGEN, tuple(f"stegforflyttning.{i}" for i in INSATSER if not i.startswith("AMI"))
    yield ORSAKER, ("avslut.utan_samtal", "avslut.fast_form")
    yield GANGER, ("brist.antal_sena", "brist.antal_aterremisser")
    yield BELOPP, tuple(f"checkbelopp.{k}" for k in KUNDVAL)
    yield Slag("tal", "dagar", 1), ("ersattning.dagar_per_manad",)  # an amount is divided by it
    yield DAGAR, ("ersattning.avbrott_dagar", "annan_insats.rapport_inom_dagar")
    yield DAG_I_MANADEN, ("utbetalning.brytdag", "utbetalning.korningsdag")
    yield JA_NEJ, ("utbetalning.kraver_godkannande", "utbetalning.forslag_haller")
    yield MINUTER, ("betalningsmanad.vantan",)
    yield KLOCKSLAG, ("paminnelse.klockslag",)
    yield RUBRIKER, (VARJE_PLAN, *(f"{VARJE_PLAN}.{i}" for i in INSATSER))
    yield RUBRIKER, tuple(f"mall.{m}.{k}" for m in ("manadsrapport", "slutrapport") for k in KUNDVAL)


NYCKLAR: Mapping[str, Slag] = {LOV: PERIODER} | {nyckel: slag for slag, nycklar in _nycklar() for nyckel in nycklar}


def slag_for(nyckel: str) -> Slag | None:
    """The kind of value that `nyckel` takes; None for a key that nobody asks for."""
    if nyckel.startswith(RUBRIKPREFIX) and len(nyckel) > len(RUBRIKPREFIX):
        return RUBRIK
    return NYCKLAR.get(nyckel)
