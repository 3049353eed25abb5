"""§12.1, §13: the form of a decided end – of its reason, or another with a motivering (K13.1)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from domain.grund.avvisning import Avvisning
from domain.grund.ordval import i_ord
from domain.grund.slag import OVRIGA_ORSAKER, Form, Orsak
from domain.insats.insats import Insats
from domain.tid.manad import sista

_FORMER = {"fortid": "avslut i förtid", "avbrott": "avbrott"}


def kraver_attest(i: Insats, avslutsdatum: date, idag: date) -> bool:
    """K13.2: whether an end behind its decision takes away days of a month that is approved or paid."""
    return avslutsdatum < idag and i.regelverk.ja("avslut.attesteras", idag) and tar_betalda_dagar(i, avslutsdatum)


def tar_betalda_dagar(i: Insats, slut: date) -> bool:
    """Whether months that are approved or paid would lose days if the insats ended on ``slut`` instead."""
    return i.slutdatum is not None and any(
        min(sista(m), i.slutdatum) > slut
        and (f"manad:{m}" in i.utbetalda or bool((o := i.rapporter.get(m)) and o.godkand))
        for m in i.insatsmanader
    )


def avslutsform(
    i: Insats,
    orsak: Orsak,
    avslutsdatum: date,
    onskad: Literal["fortid", "avbrott"] | None,
    *,
    motiverad: bool,
    pa: date,
) -> Form:
    """The form of the end: of the reason (a parameter table), or the other one (``onskad``) with a motivering.

    Raises: Avvisning, K13.1.
    """
    if i.uppdrag is None or avslutsdatum < i.uppdrag.startdatum:
        return "aterkallad"
    tabell = "avslut.form_ovriga" if orsak in OVRIGA_ORSAKER else "avslut.form"
    orsakens = i.regelverk.tabell(tabell, pa)[orsak]
    form = onskad or orsakens
    if form != orsakens:
        if orsak in i.regelverk.lista("avslut.fast_form", pa):
            raise Avvisning("K13.1", f"{i_ord(orsak)} ger alltid {_FORMER[orsakens]}", "form")
        if not motiverad:
            raise Avvisning(
                "K13.1", f"{i_ord(orsak)} ger {_FORMER[orsakens]}; en annan form kräver motivering", "motivering"
            )
    return "avbruten" if form == "avbrott" else "fortid"
