"""What cases begun before a rule go by, until the nightly upkeep gives it to them (K14.4, K16.2).

A case carries the rules that it was begun under. A release that asks a case for a new key says here how the routine
was read before there was one; without that the next step of such a case would stop. Each value holds on every day, and
its text says whom it is for. ``tests/workflows/test_nya_regler.py`` asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FORR = date(2015, 1, 1)
"""From when an older reading holds: the first day that the calendar knows."""


@dataclass(frozen=True, slots=True)
class AldreRegel:
    """A rule as it was before it was written down: ``varde`` in the form that a parameter keeps it in."""

    nyckel: str
    enhet: str
    paragraf: str
    krav: str
    varde: int | str | tuple[str, ...] | tuple[tuple[str, str], ...]
    text: str


_JA_NEJ = "ja eller nej"

_FORM_OVRIGA = {
    "annan_orsak": "fortid", "flytt": "avbrott", "dodsfall": "avbrott", "malgrupp_upphord": "fortid",
    "auktorisation_upphord": "fortid",
}  # fmt: skip
_FORSORJNING = ("arbete", "studier", "eget_foretagande")
_MAL = {
    "FAI1": ("stegforflyttning", "annan_myndighet"), "FAI2": ("stegforflyttning", "annan_myndighet"),
    "AMI1": _FORSORJNING, "AMI2": _FORSORJNING,
    "ISA1": ("insats_via_af", "stegforflyttning"), "ISA2": ("stegforflyttning",),
}  # fmt: skip
_VARJE_PLAN = (
    "arbetsmarknadskunskap", "rattigheter_via_arbetsformedlingen", "andra_aktorer", "vardkontakt",
    "ekonomiska_konsekvenser", "hela_planeringen", "ledtider",
)  # fmt: skip
_PLANRUBRIKER = (
    ("arbetsprovning", "§2.1.1", "Arbetsprövning",
     "Var och hur arbetsförmågan prövas, och vad prövningen ska klargöra."),
    ("forstegsaktiviteter", "§2.1.2", "Arbetsnärmande förstegsaktiviteter",
     "Vad som leder in i ett socialt sammanhang och närmare en arbetsprövning på en arbetsplats."),
    ("vagledning", "§2.2", "Vägledning till arbete eller studier",
     "Vilken vägledning och coachning kunden får, mot vilket arbete eller vilka studier."),
    ("matchning", "§2.2.1", "Matchning till arbete eller studier",
     "Hur kunden matchas mot lediga arbeten eller utbildningar."),
    ("arbetstraning", "§2.2.2", "Arbetsträning", "Var och hur kunden arbetstränar, och i vilken omfattning."),
    ("sfi_studier", "§2.3", "Studier i sfi", "Vilken kurs kunden läser, och hur studierna går ihop med insatsen."),
    ("spraktraning", "§2.3", "Språkträning på arbetsplats",
     "Var kunden tränar svenska på en arbetsplats, och övriga språktränande aktiviteter."),
    ("inskrivning_i_etableringsprogrammet", "§2.3.1", "Inskrivning i etableringsprogrammet",
     "Hur det går med inskrivningen hos Arbetsförmedlingen, som insatsen pågår i avvaktan på."),
)  # fmt: skip
"""The headings that came with the templates of each insats: they say the same in every case."""
_STEG = {"FAI1": ("ami2",), "FAI2": ("fai1",), "ISA1": ("ami1", "ami2"), "ISA2": ("ami1", "ami2")}

ALDRE: tuple[AldreRegel, ...] = (
    AldreRegel(
        "utbetalning.kraver_godkannande", _JA_NEJ, "§14", "K14.4", 1,
        "Ärenden från före regeln: månaden betalas när karriärvägledaren har godkänt rapporten.",
    ),
    AldreRegel(
        "utbetalning.forslag_haller", _JA_NEJ, "§14", "K14.8", 1,
        "Ärenden från före regeln: ett obesvarat förslag om avslut håller inne betalningen.",
    ),
    AldreRegel(
        "avskrivning.attesteras", _JA_NEJ, "§13", "K13.7", 0,
        "Ärenden från före regeln: karriärvägledaren skriver ensam av det som ersättningen vilar på.",
    ),
    AldreRegel(
        "avslut.forsenat_upphor", _JA_NEJ, "§13", "K13.7", 0,
        "Ärenden från före regeln: en försenad bevakning hindrar ärendet från att bli klart tills den skrivs av.",
    ),
    AldreRegel(
        "slutrapport.fortid_tidigast_slutet", _JA_NEJ, "§12.1.2", "K12.2", 0,
        "Ärenden från före regeln: slutrapporten vid avslut i förtid räknas från beslutet, även när slutet är senare.",
    ),
    AldreRegel(
        "avslut.form_ovriga", "form per orsak", "§13", "K13.1", tuple(_FORM_OVRIGA.items()),
        "Ärenden från före regeln: formen för de orsaker som tillkom med den, som i senare ärenden.",
    ),
    *(
        AldreRegel(f"mal.{insats}", "mål", "§2", "K2.3", malen, "Ärenden från före regeln: målen som i senare ärenden.")
        for insats, malen in _MAL.items()
    ),
    *(
        AldreRegel(
            f"stegforflyttning.{insats}", "insatser", "§2", "K2.3", steg,
            "Ärenden från före regeln: stegförflyttningarna som i senare ärenden.",
        )
        for insats, steg in _STEG.items()
    ),
    *(
        AldreRegel(
            f"uppfoljning.var_manad.{insats}", "månader", "§7.5", "K7.7", 0,
            "Ärenden från före regeln: inga uppföljningssamtal där uppdraget inte säger något.",
        )
        for insats in _MAL
    ),
    AldreRegel(
        "omfattning.heltid_kundval", "kundval", "§6.4.1", "K6.5", ("ami",),
        "Ärenden från före regeln: bara inom AMI kräver deltid skäl.",
    ),
    AldreRegel(
        "kontaktuppgifter.dagar_efter_slut", "dagar", "§7.1", "K6.7", 14,
        "Ärenden från före regeln: kontaktuppgifterna visas lika länge som i senare ärenden.",
    ),
    AldreRegel(
        "ledighet.lov", "perioder", "§9.2", "K9.3", (("aret_om", "2015-01-01/2045-12-31"),),
        "Ärenden från före regeln: ledighet får tas året om, utan karriärvägledarens medgivande.",
    ),
    *(
        AldreRegel(
            f"mall.genomforandeplan.{insats}", "rubriker", "§7.3", "K7.5", _VARJE_PLAN,
            "Ärenden från före regeln: genomförandeplanen har samma rubriker i alla insatser.",
        )
        for insats in _MAL
    ),
    *(
        AldreRegel(f"rubrik.{namn}", "rubrik", paragraf, "K7.5", rubrik, text)
        for namn, paragraf, rubrik, text in _PLANRUBRIKER
    ),
    AldreRegel(
        "ledighet.all_planerad", _JA_NEJ, "§9.2", "K9.3", 0,
        "Ärenden från före regeln: bara ledighet väcker frågan om avslut när den är lång.",
    ),
    AldreRegel(
        "franvaroanmalan.genom_franvaro", _JA_NEJ, "§10.4", "K10.6", 0,
        "Ärenden från före regeln: anmäld ogiltig frånvaro är inte i sig ett meddelande till karriärvägledaren.",
    ),
    AldreRegel(
        "intyg.nytt_dagar", "dagar", "§10.1", "K10.1", 0,
        "Ärenden från före regeln: inget nytt intyg krävs när det som kommit inte längre täcker frånvaron.",
    ),
    AldreRegel(
        "sjukskrivning_avbrott.igen_dagar", "dagar", "§13.4", "K10.1", 0,
        "Ärenden från före regeln: frågan om avbrott ställs en gång för varje sjukperiod.",
    ),
    AldreRegel(
        "slutrapport.slutdagen_raknas", _JA_NEJ, "§12.1.1", "K12.1", 1,
        "Ärenden från före regeln: slutdagen räknas med, som i senare ärenden.",
    ),
    AldreRegel(
        "slutrapport.sen_forverkar_manaden", _JA_NEJ, "§12.1.3", "K12.5", 0,
        "Ärenden från före regeln: en sen slutrapport tar inte sista månaden, som i senare ärenden.",
    ),
    AldreRegel(
        "slutrapport.lamnas_dagar_fore", "dagar", "§12", "K12.6", 14,
        "Ärenden från före regeln: slutrapporten tas emot från när den börjar bevakas.",
    ),
    AldreRegel(
        "slutrapportgranskning.arbetsdagar", "arbetsdagar", "§12", "K12.6", 0,
        "Ärenden från före regeln: karriärvägledarens granskning av slutrapporten bevakas inte.",
    ),
    AldreRegel(
        "onskemal.samtal_dagar", "dagar", "§13.2", "K13.9", 14,
        "Ärenden från före regeln: samtalet ligger lika långt fram som i senare ärenden.",
    ),
    AldreRegel(
        "regelutgava.attest_arbetsdagar", "arbetsdagar", "§14.1", "K16.5", 0,
        "Det som infördes före regeln: attesten bevakas inte.",
    ),
    AldreRegel(
        "annan_insats.rapport_inom_dagar", "dagar", "§8.4", "K8.6", 7,
        "Ärenden från före regeln: rapporten ska in inom lika lång tid som i senare ärenden.",
    ),
    AldreRegel(
        "avslut.attesteras", _JA_NEJ, "§13", "K13.2", 0,
        "Ärenden från före regeln: karriärvägledaren beslutar ensam om avslut också bakåt i tiden.",
    ),
    AldreRegel(
        "attest.arbetsdagar", "arbetsdagar", "§13", "K13.2", 0,
        "Ärenden från före regeln: arbetsledarens beslut om ett förslag bevakas inte.",
    ),
    AldreRegel(
        "beslut_om_avslut.auktorisation", _JA_NEJ, "§1.1", "K13.10", 0,
        "Ärenden från före regeln: att auktorisationen upphör berättas, utan att avslutet frågas om.",
    ),
    AldreRegel(
        "svar.arbetsdagar", "arbetsdagar", "§8.4", "K4.6", 0,
        "Ärenden från före regeln: svar på frågor, anmälningar och förslag bevakas inte.",
    ),
)  # fmt: skip
