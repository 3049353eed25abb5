"""Who is let in: the municipality's other roles, which login is whom, programs, and the first administrator (K3.4)."""

from __future__ import annotations

import getpass
import socket
from datetime import UTC, date, datetime

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.register.falt import las_falt
from domain.register.medarbetare import MEDARBETARFALT, MEDARBETARROLLER
from domain.tid.tidpunkt import datum
from persistence.inloggning import konton
from persistence.inloggning.program import OMRADEN
from starter.api.terminal import insluppna
from starter.cli.ram.gemensamt import AKTOR, databas, json_val, skriv_json, som_val
from starter.cli.ram.vag import be, utfardaren
from starter.stod.installningar import las_installningar
from starter.visning.tabell import tabell

_ROLL = click.Choice(sorted(r.value for r in MEDARBETARROLLER))


def idag() -> date:
    """The Stockholm date."""
    return datum(datetime.now(UTC))


@click.command("forsta-administrator")
@click.argument("konto_", metavar="INLOGGNING")
@click.option("--id", "id_", required=True, help="Eget id, aldrig namn eller personnummer.")
@click.option("--namn", required=True, help="Personens namn.")
@click.option("--epost", required=True, help="Dit aviseringar skickas.")
def forsta_administrator(konto_: str, id_: str, namn: str, epost: str) -> None:
    """Släpp in den första systemspecialisten, som släpper in de andra. Driften gör det, en gång; det antecknas."""
    last = las_falt(MEDARBETARFALT, {"id": id_, "namn": namn, "epost": epost, "fran": str(idag())})
    av = f"{getpass.getuser()} på {socket.gethostname()}"
    with databas() as motor:
        vem = konton.slapp_in_forsta(motor, av, utfardaren(las_installningar()), konto_, last, idag())
    click.echo(f"{vem} kan logga in. Det är antecknat att {av} släppte in den första.")


@click.group()
def medarbetare() -> None:
    """Kommunens övriga roller: vem som har dem, från när och till när (K3.4)."""


@medarbetare.command("lagg-till")
@click.argument("roll", type=_ROLL)
@click.argument("id_", metavar="ID")
@click.option("--namn", required=True, help="Personens namn.")
@click.option("--epost", required=True, help="Dit aviseringar skickas.")
@click.option("--fran", required=True, metavar="DATUM", help="Första dagen.")
@click.option("--till", metavar="DATUM", help="Sista dagen; utelämnad betyder tills vidare.")
@som_val
def lagg_till(roll: str, id_: str, som: Aktor, **skrivet: str | None) -> None:
    """Ge någon en roll."""
    givet = {"roll": roll, "id": id_, **{k: v for k, v in skrivet.items() if v is not None}}
    be(som, insluppna.ge_roll, uppgifter=givet)
    click.echo(f"{roll} {id_} finns i registret.")


@medarbetare.command()
@click.argument("roll", type=_ROLL)
@click.argument("id_", metavar="ID")
@click.option("--namn", help="Personens namn.")
@click.option("--epost", help="Dit aviseringar skickas.")
@click.option("--fran", metavar="DATUM", help="Första dagen.")
@click.option("--till", metavar="DATUM", help="Sista dagen; en tom text betyder tills vidare.")
@som_val
def andra(roll: str, id_: str, som: Aktor, **skrivet: str | None) -> None:
    """Ändra en medarbetare; med --till upphör behörigheten efter den dagen, och sessionerna med den."""
    andringar = {k: v for k, v in skrivet.items() if v is not None}
    if not andringar:
        raise Avvisning("K3.4", f"ange vad som ändras: {', '.join(skrivet)}", "id")
    andrat = be(som, insluppna.andra_roll, roll=Roll(roll), id=id_, uppgifter=andringar)
    click.echo(f"{roll} {id_} är ändrad." if andrat else "Uppgifterna stod redan så; ingenting är ändrat.")


@medarbetare.command("lista")
@click.option("--roll", type=_ROLL, help="Bara den rollen.")
@som_val
@json_val
def lista(roll: str | None, som: Aktor, som_json: bool) -> None:
    """Lista medarbetarna; för kommunens egna."""
    rader = be(som, insluppna.rollerna, roll=Roll(roll) if roll else None)
    if som_json:
        skriv_json(rader)
        return
    tabell("Medarbetare", ("Roll", "Id", "Namn", "E-post", "Från", "Till"), [
        (m.roll, m.id, m.namn, m.epost, str(m.fran), str(m.till or "tills vidare")) for m in rader
    ])  # fmt: skip


@click.group()
def konto() -> None:
    """Vilken inloggning hos identitetstjänsten som är vem i registren (K3.4)."""


@konto.command()
@click.argument("inloggning")
@click.argument("vem", type=AKTOR)
@som_val
def koppla(inloggning: str, vem: Aktor, som: Aktor) -> None:
    """Koppla en inloggning till någon i registren, till exempel: insats konto koppla ali@a.example anordnare:h1@A."""
    ny = be(som, insluppna.koppla, inloggning=inloggning, vem=str(vem))
    click.echo(f"Inloggningen är {vem}." if ny else "Det var den redan; ingenting är ändrat.")


@konto.command("ta-bort")
@click.argument("inloggning")
@click.argument("vem", type=AKTOR)
@som_val
def ta_bort(inloggning: str, vem: Aktor, som: Aktor) -> None:
    """Ta bort en koppling; sessionerna upphör med den."""
    be(som, insluppna.koppla_bort, inloggning=inloggning, vem=str(vem))
    click.echo("Kopplingen är borttagen.")


@konto.command("lista")
@click.option("--historik", is_flag=True, help="Visa även dem som har tagits bort.")
@som_val
@json_val
def lista_konton(historik: bool, som: Aktor, som_json: bool) -> None:
    """Lista inloggningarna."""
    rader = be(som, insluppna.kopplingar, historik=historik)
    if som_json:
        skriv_json(rader)
        return
    tabell("Inloggningar", ("Inloggning", "Vem", "Kopplad av"), [(r.konto, r.aktor, r.kopplad_av) for r in rader])


@click.group()
def program() -> None:
    """Program som talar för någon i registren, med egen hemlighet och egna områden."""


@program.command("slapp-in")
@click.argument("klient")
@click.argument("vem", type=AKTOR)
@click.option("--namn", required=True, help="Vad programmet är.")
@click.option("--omrade", "omraden", type=click.Choice(OMRADEN), multiple=True, required=True, help="Får göra.")
@som_val
def slapp_in(klient: str, vem: Aktor, namn: str, omraden: tuple[str, ...], som: Aktor) -> None:
    """Släpp in ett program; hemligheten visas den här enda gången."""
    hemlighet = be(som, insluppna.slapp_in, klient=klient, namn=namn, vem=str(vem), omraden=list(omraden))
    click.echo(f"{klient} talar för {vem}. Hemligheten visas bara nu:\n{hemlighet}")


@program.command("avsluta")
@click.argument("klient")
@som_val
def avsluta(klient: str, som: Aktor) -> None:
    """Släpp inte in programmet mer, från och med nu."""
    be(som, insluppna.avsluta, klient=klient)
    click.echo(f"{klient} släpps inte in mer.")
