"""The register of anordnare: details with history, auktorisationer with their log, and import (K1.1, K3.4, K5.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any, get_args

import click

from domain.anordnare import (
    ANORDNARFALT,
    prova_auktorisationsandring,
    prova_uppgiftsandring,
    visa_organisationsnummer,
)
from domain.avvisning import Avvisning
from domain.parter import Aktor
from domain.uppgifter import Kundval
from persistence import anordnare as register
from persistence import auktorisationer
from persistence.anordnare import Anordnare
from persistence.auktorisationer import Loggrad, Registrering
from starter.anordnarsorter import anordnarsort, auktorisationssort
from starter.cli.gemensamt import AKTOR, databas, json_val, konsol, skriv_json, tabell
from starter.cli.importera import importkommando
from starter.cli.register import Datum
from starter.provkorning.tidslinje import tidpunkt

_KUNDVAL = click.Choice(get_args(Kundval))
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


def _som(f: click.Command | Callable[..., Any]) -> Any:
    """``--som``, which these commands can do without: it is then not known who, and nothing is tried against a role."""
    hjalp = "Vem du är; sparas i historiken. En anordnare ändrar bara sina egna uppgifter."
    return click.option("--som", type=AKTOR, envvar="INSATS_SOM", show_envvar=True, help=hjalp)(f)


def _uppgifter(f: Callable[..., None]) -> Callable[..., None]:
    """The fields as options."""
    for falt, hjalp in reversed(_HJALP.items()):
        f = click.option(f"--{falt}", help=hjalp)(f)
    return f


def _givna(skrivet: dict[str, str | None]) -> dict[str, str]:
    return {falt: text for falt, text in skrivet.items() if text is not None}


def _av(som: Aktor | None) -> str | None:
    return str(som) if som else None


@click.group()
def anordnare() -> None:
    """Anordnare och deras auktorisation (§1.1)."""


@anordnare.command("lagg-till")
@click.argument("namn")
@_uppgifter
@_som
def lagg_till(namn: str, som: Aktor | None, **skrivet: str | None) -> None:
    """Lägg till en anordnare i registret. Namnet är det som ärendena bär, och ändras inte."""
    prova_auktorisationsandring(som)
    with databas() as motor:
        register.lagg_till_anordnare(motor, namn, _givna(skrivet), _av(som))
    click.echo(f"{namn.strip()} finns i registret.")


@anordnare.command()
@click.argument("namn")
@_uppgifter
@_som
def andra(namn: str, som: Aktor | None, **skrivet: str | None) -> None:
    """Ändra uppgifter om en anordnare; en tom text tömmer fältet. Den tidigare uppgiften finns kvar i historiken."""
    givna = _givna(skrivet)
    if not givna:
        raise Avvisning("K3.4", f"ange vad som ändras: {', '.join(ANORDNARFALT)}", "anordnare")
    prova_uppgiftsandring(som, namn, givna)
    with databas() as motor:
        andrat = register.andra_anordnare(motor, namn, givna, _av(som))
    click.echo(f"{namn} är ändrad." if andrat else "Uppgifterna stod redan så; ingenting är ändrat.")


@anordnare.command()
@click.argument("namn")
@click.argument("kundval", type=_KUNDVAL)
@click.option("--fran", type=Datum(), help="Första dagen.")
@click.option("--till", type=Datum(), help="Sista dagen; utelämnad betyder tills vidare.")
@_som
def auktorisera(namn: str, kundval: str, fran: date | None, till: date | None, som: Aktor | None) -> None:
    """Auktorisera en anordnare för ett kundval, eller avsluta auktorisationen (bara --till)."""
    prova_auktorisationsandring(som)
    hur = Registrering(_av(som))
    with databas() as motor:
        if fran is not None:
            auktorisationer.auktorisera(motor, namn, kundval, fran, till, hur)
            click.echo(f"{namn} är auktoriserad för {kundval} från {fran}{f' till {till}' if till else ''}.")
        elif till is not None:
            auktorisationer.avsluta_auktorisation(motor, namn, kundval, till, hur)
            click.echo(f"Auktorisationen av {namn} för {kundval} upphör {till}.")
            _sag_vilka_som_berors(auktorisationer.som_lopar_langre(motor, namn, kundval, till))
        else:
            raise Avvisning("K1.1", "ange första dagen, eller sista dagen för en auktorisation som upphör", "fran")


def _sag_vilka_som_berors(karriarvagledare: list[str]) -> None:
    """K1.1: no insats ends by itself, so those who are responsible are to know; a case is told only at its start."""
    if karriarvagledare:
        vilka = ", ".join(dict.fromkeys(karriarvagledare))
        antal = "En insats" if len(karriarvagledare) == 1 else f"{len(karriarvagledare)} insatser"
        click.echo(f"{antal} löper längre än så. Säg till den som är karriärvägledare: {vilka} (K1.1, §1.1).")


@anordnare.command("ratta-auktorisation")
@click.argument("namn")
@click.argument("kundval", type=_KUNDVAL)
@click.argument("avser", metavar="FRAN", type=Datum())
@click.option("--fran", type=Datum(), help="Rätt första dag.")
@click.option("--till", type=Datum(), help="Rätt sista dag.")
@click.option("--tills-vidare", is_flag=True, help="Ta bort sista dagen.")
@click.option("--stryk", is_flag=True, help="Stryk auktorisationen; den registrerades av misstag.")
@click.option("--motivering", default="", help="Varför; krävs.")
@_som
def ratta_auktorisation(
    namn: str, kundval: str, avser: date, fran: date | None, till: date | None, tills_vidare: bool, stryk: bool,
    motivering: str, som: Aktor | None,
) -> None:  # fmt: skip
    """Rätta auktorisationen som börjar FRAN. Vad som stod innan finns kvar i historiken.

    En period i förvalslistan som redan har börjat ändras inte (§5.4.1).
    """
    prova_auktorisationsandring(som)
    if stryk + tills_vidare + (till is not None) > 1 or (stryk and fran is not None):
        raise click.UsageError("Ange antingen nya datum, --tills-vidare eller --stryk.")
    if not (stryk or tills_vidare or fran or till):
        raise Avvisning("K0.7", "ange vad som ska rättas: fran, till, tills-vidare eller stryk", "fran")
    hur = Registrering(_av(som), motivering=motivering)
    with databas() as motor:
        if stryk:
            auktorisationer.stryk_auktorisation(motor, namn, kundval, avser, hur)
            click.echo(f"Auktorisationen av {namn} för {kundval} från {avser} är struken.")
            return
        nu = next(
            (a for a in auktorisationer.auktorisationer(motor, namn) if (a.kundval, a.fran) == (kundval, avser)), None
        )
        slut = None if tills_vidare else till or (nu.till if nu else None)
        auktorisationer.andra_auktorisation(
            motor, namn, kundval, avser, fran=fran or avser, till=slut, registrering=hur
        )
    click.echo(f"Auktorisationen av {namn} för {kundval} gäller {fran or avser}–{slut or 'tills vidare'}.")


@anordnare.command()
@click.argument("namn")
@click.option("--historik", is_flag=True, help="Visa även vad som har ändrats, när och av vem.")
@json_val
def visa(namn: str, historik: bool, som_json: bool) -> None:
    """Visa en anordnare: uppgifter, auktorisationer och när de registrerades."""
    with databas() as motor:
        a = register.en_anordnare(motor, namn)
        gallande = auktorisationer.auktorisationer(motor, namn)
        logg = auktorisationer.logg(motor, namn=namn)
        versioner = register.historik(motor, namn) if historik else []
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
    with databas() as motor:
        rader = auktorisationer.auktorisationer(motor)
        alla = {a.namn: a for a in register.alla_anordnare(motor)}
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


anordnare.add_command(importkommando(anordnarsort, hjalp="Importera anordnare från en fil.", val=_som))
_auktorisationer = importkommando(
    auktorisationssort, hjalp="Importera auktorisationer från en fil, med dagen de registrerades.", val=_som
)
_auktorisationer.name = "importera-auktorisationer"
anordnare.add_command(_auktorisationer)
