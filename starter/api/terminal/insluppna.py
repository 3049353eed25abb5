"""Who is let in, from the terminal: the municipality's roles, which login is whom, and programs (K3.4)."""

from __future__ import annotations

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import LASER_KARRIARVAGLEDARE, prova_roll
from domain.register.falt import las_falt
from domain.register.medarbetare import MEDARBETARFALT
from persistence.inloggning import konton, medarbetare, program
from persistence.inloggning.konton import Koppling
from persistence.inloggning.medarbetare import Medarbetare
from starter.api.terminal.fraga import Har, den, fraga, kanda


@fraga("skriv")
def ge_roll(har: Har, som: Aktor, uppgifter: dict[str, str]) -> None:
    """Give somebody one of the municipality's roles. Raises: Avvisning."""
    kanda(uppgifter, MEDARBETARFALT, "K3.4", kravs=("roll", "id", "namn", "epost", "fran"))
    medarbetare.lagg_till(har.motor, som, las_falt(MEDARBETARFALT, uppgifter))


@fraga("skriv")
def andra_roll(har: Har, som: Aktor, roll: Roll, id: str, uppgifter: dict[str, str]) -> bool:
    """Change somebody's role; whether anything differed. Raises: Avvisning."""
    return medarbetare.andra(
        har.motor, som, roll, id, las_falt(MEDARBETARFALT, kanda(uppgifter, MEDARBETARFALT, "K3.4"))
    )


@fraga()
def rollerna(har: Har, som: Aktor, roll: Roll | None) -> list[Medarbetare]:
    """Who has the municipality's other roles. Raises: Avvisning."""
    prova_roll(som, LASER_KARRIARVAGLEDARE, "K3.4")
    return medarbetare.alla(har.motor, roll=roll)


@fraga("skriv")
def koppla(har: Har, som: Aktor, inloggning: str, vem: str) -> bool:
    """Link a login to somebody in the registers; whether it is new. Raises: Avvisning."""
    return konton.koppla(har.motor, som, har.utfardare(), inloggning, den(vem), har.idag)


@fraga("skriv")
def koppla_bort(har: Har, som: Aktor, inloggning: str, vem: str) -> None:
    """End a link. Raises: Avvisning."""
    if not konton.ta_bort(har.motor, som, har.utfardare(), inloggning, den(vem)):
        raise Avvisning("K3.4", "det finns ingen sådan koppling", "inloggning")


@fraga()
def kopplingar(har: Har, som: Aktor, historik: bool) -> list[Koppling]:
    """Which login is whom. Raises: Avvisning."""
    return konton.lista(har.motor, som, har.utfardare(), historik=historik)


@fraga("skriv")
def slapp_in(har: Har, som: Aktor, klient: str, namn: str, vem: str, omraden: list[str]) -> str:
    """Let a program in; the answer is its secret, told this once. Raises: Avvisning."""
    return str(program.slapp_in(har.motor, som, klient, namn, den(vem), omraden, har.idag))


@fraga("skriv")
def avsluta(har: Har, som: Aktor, klient: str) -> None:
    """Let a program in no more. Raises: Avvisning."""
    if not program.avsluta(har.motor, som, klient, har.idag):
        raise Avvisning("K3.4", "det finns inget sådant program", "klient")
