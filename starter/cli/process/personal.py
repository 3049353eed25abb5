"""§3.2.1: the anordnare's staff, its duty to inform, and the conditions it confirms (K3.4, K3.5, K16.2)."""

from __future__ import annotations

from typing import Any, get_args

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.processer.anordnarakt.akt import akt_id
from domain.processer.anordnarakt.aterkallelse import Aterkallbart
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from starter.api.terminal import processer
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.importera import importkommando
from starter.cli.ram.kvitto import kvittera
from starter.cli.ram.processgrupp import sag, visa
from starter.cli.ram.typer import Datum
from starter.cli.ram.vag import be
from starter.importer.personal import personalsort
from starter.visning.tabell import tabell


def sag_till_akten(som: Aktor, anordnare: str | None, som_json: bool, **data: Any) -> None:
    """Say something to an anordnare's record. Raises: Avvisning, IngenKontakt."""
    namn = anordnare or som.organisation
    if not namn:
        raise Avvisning(ANORDNARAKT.regel, "ange vilken anordnare det gäller", "anordnare")
    sagt = {k: str(v) for k, v in data.items() if v is not None}
    kvittera(sag(ANORDNARAKT, akt_id(namn), sagt, som), som_json)


def anordnare_val(f: Any) -> Any:
    """``--anordnare``: whose record; an anordnare means its own."""
    return click.option("--anordnare", help="Anordnarens namn; utelämnat betyder din egen organisation.")(f)


@click.group()
def personal() -> None:
    """Anordnarens personal: vilka som börjar och slutar, och deras behörighet (§3.2.1)."""


@personal.command()
@click.argument("person")
@click.option("--fran", type=Datum(), required=True, help="Första anställningsdagen.")
@click.option("--namn", help="Personens namn; det stannar i registret.")
@click.option("--epost", help="Personens e-postadress; den stannar i registret.")
@click.option("--uppdrag", help="Vad personen ska göra, till exempel jobbcoach.")
@som_val
@json_val
def borjar(
    person: str, fran: Any, namn: str | None, epost: str | None, uppdrag: str | None, som: Aktor, som_json: bool
) -> None:  # fmt: skip
    """Anmäl att någon börjar (K3.4); behörighet ska sökas senast den första dagen."""
    sag_till_akten(som, None, som_json, kommando="personal_borjar", person=person, fran=fran)
    _satt(som, person, {"namn": namn, "epost": epost, "uppdrag": uppdrag})


@personal.command()
@click.argument("person")
@som_val
@json_val
def behorighet(person: str, som: Aktor, som_json: bool) -> None:
    """Anmäl att behörighet i verksamhetssystemet är sökt (K3.4)."""
    sag_till_akten(som, None, som_json, kommando="ansok_behorighet", person=person)


@personal.command()
@click.argument("person")
@click.option("--till", type=Datum(), required=True, help="Sista anställningsdagen.")
@anordnare_val
@som_val
@json_val
def slutar(person: str, till: Any, anordnare: str | None, som: Aktor, som_json: bool) -> None:
    """Anmäl att någon slutar (K3.4); behörigheten upphör den dagen och ärendena ska bemannas på nytt."""
    sag_till_akten(som, anordnare, som_json, kommando="personal_slutar", person=person, till=till)


@personal.command()
@click.argument("person")
@click.option("--namn", help="Personens namn.")
@click.option("--epost", help="Personens e-postadress.")
@click.option("--uppdrag", help="Vad personen gör.")
@som_val
def andra(person: str, namn: str | None, epost: str | None, uppdrag: str | None, som: Aktor) -> None:
    """Håll kontaktuppgifterna aktuella (K3.4); anordnaren ändrar sina egna."""
    be(som, processer.personuppgifter, person=person, uppgifter={"namn": namn, "epost": epost, "uppdrag": uppdrag})
    click.echo(f"Uppgifterna om {person} är sparade.")


@personal.command()
@click.option("--anordnare", help="Bara den anordnarens.")
@som_val
@json_val
def lista(anordnare: str | None, som: Aktor, som_json: bool) -> None:
    """Lista den personal som du får se."""
    rader = be(som, processer.personalen, anordnare=anordnare)
    if som_json:
        skriv_json(rader)
        return
    tabell(
        "Personal",
        ("Anordnare", "Id", "Namn", "E-post", "Uppdrag", "Från", "Till", "Behörighet"),
        [
            (
                p.anordnare,
                p.person,
                p.namn or "–",
                p.epost or "–",
                p.uppdrag or "–",
                str(p.fran or "–"),
                str(p.till or "tills vidare"),
                "sökt" if p.behorighet_ansokt else "–",
            )
            for p in rader
        ],
    )


def _satt(som: Aktor, person: str, uppgifter: dict[str, str | None]) -> None:
    if any(uppgifter.values()):
        be(som, processer.personuppgifter, person=person, uppgifter=uppgifter)


personal.add_command(
    importkommando(
        "personal",
        personalsort,
        hjalp="Läs in dem som redan är anställda hos anordnarna; ingen aviseras om dem.",
        kolumner="Kolumner: anordnare, person, namn, epost, uppdrag, fran. Bara anordnare och person måste finnas.",
        val=som_val,
    )
)


@click.group()
def akt() -> None:
    """En anordnares akt: personal, anmälda förändringar och bekräftade villkor (§1.1, §3.2)."""


@akt.command("visa")
@click.argument("anordnare")
@som_val
@json_val
def visa_akt(anordnare: str, som: Aktor, som_json: bool) -> None:
    """Visa en anordnares akt: vad som väntas och vad som har hänt."""
    visa(ANORDNARAKT, akt_id(anordnare), som, som_json)


@akt.command()
@click.argument("vad", type=click.Choice(get_args(Aterkallbart)))
@click.argument("avser")
@click.option("--motivering", required=True, help="Varför uppgiften tas tillbaka.")
@anordnare_val
@som_val
@json_val
def aterkalla(vad: str, avser: str, motivering: str, anordnare: str | None, som: Aktor, som_json: bool) -> None:
    """Ta tillbaka det som anmälts av misstag (K0.7); det som har sagts står kvar i journalen.

    VAD är vad som tas tillbaka. AVSER är personens id, villkorens namn, eller vilken förändring i ordningen: 1, 2, 3.
    Var bara dagen fel: ta tillbaka uppgiften och anmäl den på nytt.
    """
    data = {"kommando": "aterkalla_uppgift", "vad": vad, "avser": avser, "motivering": motivering}
    sag_till_akten(som, anordnare, som_json, **data)


@akt.command()
@click.option("--sort", required=True, help="Vad som förändras: bemanning, lokaler, agare, ekonomi, verksamhet, annat.")
@click.option("--fran", type=Datum(), help="Från vilken dag, om den är känd.")
@click.option("--beskrivning", required=True, help="Vad som förändras och hur det påverkar villkoren.")
@som_val
@json_val
def forandring(sort: str, fran: Any, beskrivning: str, som: Aktor, som_json: bool) -> None:
    """Anmäl en förändring som påverkar förmågan att uppfylla villkoren (informationsplikt, K3.5)."""
    data = {"kommando": "anmal_forandring", "sort": sort, "fran": fran, "beskrivning": beskrivning}
    sag_till_akten(som, None, som_json, **data)
