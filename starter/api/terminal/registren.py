"""The registers of karriärvägledare, anordnare and addresses from the terminal (K1.1, K3.4, K5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import LASER_KARRIARVAGLEDARE, prova_roll
from domain.grund.slag import Kundval
from domain.register.anordnare import (
    ANORDNARFALT,
    SKOTER_REGISTRET,
    prova_adressandring,
    prova_auktorisationsandring,
    prova_uppgiftsandring,
    ser_registreringarna,
)
from domain.register.falt import las_falt
from domain.register.karriarvagledare import KARRIARVAGLEDARFALT
from persistence.meddelanden import adresser
from persistence.meddelanden.adresser import Adress
from persistence.register.anordnare import auktorisationer, auktorisationslogg, register
from persistence.register.anordnare.auktorisationer import Auktorisationsrad
from persistence.register.anordnare.auktorisationslogg import Loggrad, Registrering
from persistence.register.anordnare.register import Anordnare
from persistence.register.kund import karriarvagledare
from persistence.register.kund.karriarvagledare import Karriarvagledare
from starter.api.terminal.fraga import Har, fraga, kanda


@fraga("skriv")
def ny_karriarvagledare(har: Har, som: Aktor, uppgifter: dict[str, str]) -> None:
    """Add a karriärvägledare. Raises: Avvisning."""
    kanda(uppgifter, KARRIARVAGLEDARFALT, "K5.1", kravs=("id", "namn", "epost", "fran"))
    karriarvagledare.lagg_till(har.motor, som, las_falt(KARRIARVAGLEDARFALT, uppgifter), har.idag)


@fraga("skriv")
def andra_karriarvagledare(har: Har, som: Aktor, id: str, uppgifter: dict[str, str]) -> bool:
    """Change a karriärvägledare; whether anything differed. Raises: Avvisning."""
    kanda(uppgifter, [f for f in KARRIARVAGLEDARFALT if f != "id"], "K5.1")
    return karriarvagledare.andra(har.motor, som, id, las_falt(KARRIARVAGLEDARFALT, uppgifter), har.idag)


@fraga()
def karriarvagledarna(har: Har, som: Aktor, dag: date | None) -> list[Karriarvagledare]:
    """The karriärvägledare, or those employed on a day. Raises: Avvisning."""
    prova_roll(som, LASER_KARRIARVAGLEDARE, karriarvagledare.REGEL)
    return karriarvagledare.alla(har.motor, dag=dag)


@fraga("skriv")
def ny_anordnare(har: Har, som: Aktor, namn: str, uppgifter: dict[str, str]) -> None:
    """Add an anordnare. Raises: Avvisning."""
    prova_auktorisationsandring(som)
    register.lagg_till_anordnare(har.motor, namn, kanda(uppgifter, ANORDNARFALT, "K1.1"), str(som))


@fraga("skriv")
def andra_anordnare(har: Har, som: Aktor, namn: str, uppgifter: dict[str, str]) -> bool:
    """Change an anordnare's details; whether anything differed. Raises: Avvisning."""
    prova_uppgiftsandring(som, namn, kanda(uppgifter, ANORDNARFALT, "K3.4"))
    return register.andra_anordnare(har.motor, namn, uppgifter, str(som))


@fraga("skriv")
def auktorisera(har: Har, som: Aktor, namn: str, kundval: Kundval, fran: date | None, till: date | None) -> list[str]:
    """Authorise, or with ``till`` alone end it; the answer is whose insatser last longer than that.

    Raises: Avvisning.
    """
    prova_auktorisationsandring(som)
    hur = Registrering(str(som))
    if fran is not None:
        auktorisationer.auktorisera(har.motor, namn, kundval, fran, till, hur)
        return []
    if till is None:
        raise Avvisning("K1.1", "ange första dagen, eller sista dagen för en auktorisation som upphör", "fran")
    auktorisationer.avsluta_auktorisation(har.motor, namn, kundval, till, hur)
    return auktorisationer.som_lopar_langre(har.motor, namn, kundval, till)


@dataclass(frozen=True, slots=True)
class Anordnarbild:
    """An anordnare with its auktorisationer, when they were registered, and what was so before."""

    anordnare: Anordnare
    auktorisationer: Sequence[Auktorisationsrad]
    logg: Sequence[Loggrad]
    historik: Sequence[Anordnare]


@fraga()
def anordnaren(har: Har, som: Aktor, namn: str, historik: bool) -> Anordnarbild:
    """One anordnare; who registered what is told to those it is for. Raises: Avvisning."""
    a = register.en_anordnare(har.motor, namn)
    ser = ser_registreringarna(som, a.namn)
    return Anordnarbild(
        register.sedd_av(a, som), auktorisationer.auktorisationer(har.motor, namn),
        auktorisationslogg.logg(har.motor, namn=namn) if ser else [],
        register.historik(har.motor, namn) if ser and historik else [],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anordnarna:
    """Every anordnare, and every auktorisation."""

    anordnare: Sequence[Anordnare]
    auktorisationer: Sequence[Auktorisationsrad]


@fraga()
def anordnarna(har: Har, som: Aktor) -> Anordnarna:
    """The register of anordnare."""
    alla = [register.sedd_av(a, som) for a in register.alla_anordnare(har.motor)]
    return Anordnarna(alla, auktorisationer.auktorisationer(har.motor))


@dataclass(frozen=True, slots=True)
class Period:
    """Both dates included; without ``till`` until further notice."""

    fran: date
    till: date | None


@fraga("skriv")
def ratta_auktorisation(
    har: Har, som: Aktor, namn: str, kundval: Kundval, avser: date, fran: date | None, till: date | None,
    tills_vidare: bool, stryk: bool, motivering: str,
) -> Period | None:  # fmt: skip
    """Put right the auktorisation that begins on ``avser``; the answer is what it then is, None if it is struck.

    Raises: Avvisning.
    """
    prova_auktorisationsandring(som)
    if not (stryk or tills_vidare or fran or till):
        raise Avvisning("K0.7", "ange vad som ska rättas: fran, till, tills-vidare eller stryk", "fran")
    hur = Registrering(str(som), motivering=motivering)
    if stryk:
        auktorisationer.stryk_auktorisation(har.motor, namn, kundval, avser, hur)
        return None
    alla = auktorisationer.auktorisationer(har.motor, namn)
    nu = next((a for a in alla if (a.kundval, a.fran) == (kundval, avser)), None)
    slut = None if tills_vidare else till or (nu.till if nu else None)
    auktorisationer.andra_auktorisation(
        har.motor, namn, kundval, avser, fran=fran or avser, till=slut, registrering=hur
    )
    return Period(fran or avser, slut)


@fraga("skriv")
def satt_adress(har: Har, som: Aktor, roll: Roll, part: str, epost: str) -> None:
    """Where notices to a role or a party go. Raises: Avvisning."""
    prova_adressandring(som, roll, part)
    adresser.satt_adress(har.motor, roll, epost, part)


@fraga("skriv")
def ta_bort_adress(har: Har, som: Aktor, roll: Roll, part: str) -> bool:
    """Send no more there; whether there was an address. Raises: Avvisning."""
    prova_adressandring(som, roll, part)
    return adresser.ta_bort_adress(har.motor, roll, part)


@fraga()
def adresserna(har: Har, som: Aktor) -> list[Adress]:
    """The addresses that notices go to. Raises: Avvisning."""
    prova_roll(som, SKOTER_REGISTRET, "K3.4")
    return adresser.adresser(har.motor)
