"""The register of anordnare: details with history, and what auktorisationer each has (K1.1, K3.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.register.anordnare import ANORDNARFALT, visa_organisationsnummer
from persistence.register.anordnare.auktorisationslogg import Loggrad
from persistence.register.anordnare.register import Anordnare
from starter.api.terminal import registren
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.importera import importkommando
from starter.cli.ram.vag import be, nagon
from starter.cli.register import auktorisation
from starter.importer.anordnare import anordnarsort
from starter.visning.tabell import konsol, tabell
from starter.visning.tid import tidpunkt

RUBRIK = {
    "organisationsnummer": "Organisationsnummer", "adress": "Adress", "telefon": "Telefon", "epost": "E-post",
    "webb": "Webb", "kontaktperson": "Kontaktperson", "presentation": "Presentation",
}  # fmt: skip
"""Field → what staff call it."""
_HJALP = {
    "organisationsnummer": "Tio siffror, NNNNNN-NNNN.",
    "adress": "Postadress på en rad.",
    "telefon": "Telefonnummer.",
    "epost": "E-postadress för kunder och kommun; aviseringar går till den som insats adress anger.",
    "webb": "Webbadress, https://…",
    "kontaktperson": "Vem man vänder sig till.",
    "presentation": "Anordnarens egna ord om sig själv i jämförelseverktyget (§5.4).",
}
_SLAG = {"registrerad": "auktoriserad", "upphor": "sista dag satt", "andrad": "ändrad", "struken": "struken"}


def _uppgifter(f: Callable[..., None]) -> Callable[..., None]:
    """The fields as options."""
    for falt, hjalp in reversed(_HJALP.items()):
        f = click.option(f"--{falt}", help=hjalp)(f)
    return f


def _givna(skrivet: dict[str, str | None]) -> dict[str, str]:
    return {falt: text for falt, text in skrivet.items() if text is not None}


@click.group()
def anordnare() -> None:
    """Anordnare och deras auktorisation (§1.1)."""


@anordnare.command("lagg-till")
@click.argument("namn")
@_uppgifter
@som_val
def lagg_till(namn: str, som: Aktor, **skrivet: str | None) -> None:
    """Lägg till en anordnare i registret. Namnet är det som ärendena bär, och ändras inte."""
    be(som, registren.ny_anordnare, namn=namn, uppgifter=_givna(skrivet))
    click.echo(f"{namn.strip()} finns i registret.")


@anordnare.command()
@click.argument("namn")
@_uppgifter
@som_val
def andra(namn: str, som: Aktor, **skrivet: str | None) -> None:
    """Ändra uppgifter om en anordnare; en tom text tömmer fältet. Den tidigare uppgiften finns kvar i historiken."""
    givna = _givna(skrivet)
    if not givna:
        raise Avvisning("K3.4", f"ange vad som ändras: {', '.join(ANORDNARFALT)}", "anordnare")
    andrat = be(som, registren.andra_anordnare, namn=namn, uppgifter=givna)
    click.echo(f"{namn} är ändrad." if andrat else "Uppgifterna stod redan så; ingenting är ändrat.")


@anordnare.command()
@click.argument("namn")
@click.option("--historik", is_flag=True, help="Visa även vad som har ändrats, när och av vem.")
@json_val
def visa(namn: str, historik: bool, som_json: bool) -> None:
    """Visa en anordnare: uppgifter, auktorisationer och när de registrerades."""
    bild = be(nagon(), registren.anordnaren, namn=namn, historik=historik)
    a, gallande, logg, versioner = bild.anordnare, bild.auktorisationer, bild.logg, list(bild.historik)
    if som_json:
        ut = {"anordnare": a, "auktorisationer": gallande, "registreringar": [_loggpost(rad) for rad in logg]}
        skriv_json({**ut, **({"historik": versioner} if historik else {})})
        return
    skarm = konsol()
    skarm.print(a.namn, style="bold", markup=False)
    for falt, rubrik in RUBRIK.items():
        if text := visad(a, falt):
            skarm.print(f"{rubrik}: {text}", markup=False)
    tabell("Auktorisationer", ("Kundval", "Från", "Till"), [
        (r.kundval, str(r.fran), str(r.till or "tills vidare")) for r in gallande
    ])  # fmt: skip
    if historik:
        tabell("Registreringar", ("Tid", "Av", "Kundval", "Vad", "Motivering"), [_loggtext(rad) for rad in logg])
        tabell("Uppgifternas historik", ("Tid", "Av", "Ändrat"), _andringar(versioner))


def visad(a: Anordnare, falt: str) -> str:
    """A field as it is printed; empty where there is nothing."""
    varde = getattr(a, falt)
    return visa_organisationsnummer(varde) if falt == "organisationsnummer" and varde else varde or ""


def _loggpost(rad: Loggrad) -> dict[str, Any]:
    h = rad.handelse
    fakta = {"registrerad": h.registrerad, "kundval": h.kundval, "slag": h.slag, "avser": h.avser, "fran": h.fran}
    return {**fakta, "till": h.till, "av": rad.registrerad_av, "motivering": rad.motivering}


def _loggtext(rad: Loggrad) -> tuple[str, ...]:
    h = rad.handelse
    period = f"{h.fran}–{h.till or 'tills vidare'}" if h.fran else f"den från {h.avser}"
    fore = f" (förut från {h.avser})" if h.fran and h.avser not in (None, h.fran) else ""
    vad = f"{_SLAG[h.slag]}: {period}{fore}"
    return tidpunkt(h.registrerad), rad.registrerad_av or "–", h.kundval, vad, rad.motivering or ""


def _andringar(versioner: list[Anordnare]) -> list[tuple[str, str, str]]:
    """What differs from one version to the next."""
    rader, fore = [], None
    for v in versioner:
        delar = []
        for falt in (f.name for f in fields(Anordnare) if f.name in RUBRIK):
            var, blev = (visad(x, falt) if x else "" for x in (fore, v))
            if var != blev:
                delar.append(f"{RUBRIK[falt]}: {var or '–'} → {blev or '–'}")
        andrat = "\n".join(["Registrerad", *delar] if fore is None else delar)
        rader.append((tidpunkt(v.andrad), v.andrad_av or "–", andrat))
        fore = v
    return rader


@anordnare.command()
@json_val
def lista(som_json: bool) -> None:
    """Lista anordnare och auktorisationer."""
    lista = be(nagon(), registren.anordnarna)
    rader, alla = lista.auktorisationer, {a.namn: a for a in lista.anordnare}
    utan = sorted(set(alla) - {r.anordnare for r in rader})
    if som_json:
        skriv_json({"anordnare": list(alla.values()), "auktorisationer": rader, "utan_auktorisation": utan})
        return
    kolumner = ("Anordnare", "Organisationsnummer", "Kundval", "Från", "Till")
    tabell("Anordnare", kolumner, [
        *((r.anordnare, visad(alla[r.anordnare], "organisationsnummer"), r.kundval, str(r.fran),
           str(r.till or "tills vidare")) for r in rader),
        *((n, visad(alla[n], "organisationsnummer"), "–", "", "") for n in utan),
    ])  # fmt: skip


anordnare.add_command(
    importkommando(
        "anordnare",
        anordnarsort,
        hjalp="Importera anordnare från en fil.",
        kolumner=f"Kolumner: namn, {', '.join(ANORDNARFALT)}. Bara namn måste finnas.",
        val=som_val,
    )
)
for _kommando in (auktorisation.auktorisera, auktorisation.ratta_auktorisation, auktorisation.importera):
    anordnare.add_command(_kommando)
