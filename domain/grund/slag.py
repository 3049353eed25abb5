"""The closed lists of words: insatser, kundval, absence, forms and reasons of an end, and where a thing stands."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, get_args


class Status(StrEnum):
    """Where the insats stands."""

    AKTUALISERAD = "aktualiserad"
    BEMANNAD = "bemannad"
    PAGAR = "pagar"
    """The uppdrag is entered; the end date has not passed."""
    AVSLUTAD = "avslutad"
    """The end date has passed; reports or payments remain."""
    SLUTFORD = "slutford"
    """Nothing remains; the workflow has completed."""


Insatsslag = Literal["FAI1", "FAI2", "AMI1", "AMI2", "ISA1", "ISA2"]


Kundval = Literal["FAI", "AMI", "ISA"]


Anordnarval = Literal["kundens", "forval"]
"""Whose choice an anordnare was: the kund's own, or nobody's, so that it is the förvalsanordnare (§5.4, K5.4)."""


Franvaroslag = Literal["sjuk", "vab", "ledighet", "annan", "ogiltig"]


FRANVAROSLAG: tuple[Franvaroslag, ...] = get_args(Franvaroslag)


Form = Literal["fullfoljd", "fortid", "avbruten", "aterkallad"]


Orsak = Literal[
    "egen_forsorjning",
    "mal_natt",
    "annan_insats",
    "byte_av_anordnare",
    "insats_via_af",
    "brister_hos_anordnare",
    "oforutsedd_handelse",
    "tidsbrist_andra_insatser",
    "sjukskrivning",
    "utebliven_progression",
    "kundens_egen_begaran",
    "langre_planerad_franvaro",
    "annan_orsak",
    "flytt",
    "dodsfall",
    "malgrupp_upphord",
    "auktorisation_upphord",
]
"""Why an insats ends (§13); the regelverk says which form each gives."""


OVRIGA_ORSAKER: tuple[Orsak, ...] = get_args(Orsak)[12:]
"""Those of the second edition of the routine ("av andra orsaker"), which an edition before it has no form for."""


Insatsmal = Literal["arbete", "studier", "eget_foretagande", "stegforflyttning", "insats_via_af", "annan_myndighet"]
"""The goal of an insats that was reached (§2, K2.3)."""


Delmalsstatus = Literal["ej_paborjat", "pagar", "natt", "struket"]
"""How a delmål of the plan stands (K7.8)."""


Utbetalningsslag = Literal["manad", "avbrott", "justering"]


UNDER_OCH_EFTER = (Status.PAGAR, Status.AVSLUTAD)


VisatUtfall = Literal["uppfylld", "sen", "oppen", "forsenad", "avskriven", "upphord"]
"""How a bevakning stands, among those that are shown."""


Utfall = Literal[VisatUtfall, "planerad"]
"""And one whose clock has not started, which is not shown."""


VANTAR: tuple[VisatUtfall, ...] = ("oppen", "forsenad")
"""The two in which a bevakning, of a case or of a process, is still to be done."""
