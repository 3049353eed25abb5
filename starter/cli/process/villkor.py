"""§3.2: new conditions, or a new edition of the rules: who has been told, and who has confirmed (K16.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import click
from rich.progress import track
from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.processer.anordnarakt.akt import Akt, akt_id
from domain.processer.anordnarakt.rutin import RUTIN
from domain.processer.anordnarakt.villkor import SkickaVillkor
from domain.skeende.form import las_kommando
from domain.tid.tidpunkt import datum
from persistence.process import lasning
from persistence.register.anordnare import auktorisationer
from starter.cli.process.personal import sag_till_akten
from starter.cli.ram.gemensamt import databas, json_val, kor, skriv_json, som_val
from starter.cli.ram.typer import Datum
from starter.stod.installningar import Installningar, las_installningar
from starter.stod.klient.kontakt import anslut
from starter.stod.klient.process import Processklient
from starter.visning.tabell import konsol, tabell


@click.group()
def villkor() -> None:
    """Nya auktorisationsvillkor eller ny regelverksutgåva: utskick och bekräftelser (§3.2)."""


@villkor.command()
@click.argument("namn")
@click.option("--galler-fran", type=Datum(), required=True, help="Från vilken dag villkoren gäller.")
@som_val
@json_val
def skicka(namn: str, galler_fran: date, som: Aktor, som_json: bool) -> None:
    """Skicka villkoren till alla anordnare som är auktoriserade i dag (K16.2).

    Samma utskick igen går bara till dem som inte har fått det, så det kan göras om ifall något avbryts.
    """
    if som.roll not in SkickaVillkor.roller:
        raise Avvisning("K16.2", "det här gör arbetsledaren eller systemspecialisten", "av")
    las_kommando({"kommando": "skicka_villkor", "villkor": namn, "galler_fran": str(galler_fran)}, RUTIN.verb)
    inst = las_installningar()
    with databas(inst) as motor:
        idag = datum(datetime.now(UTC))
        rader = auktorisationer.auktorisationer(motor)
        alla = sorted({r.anordnare for r in rader if r.fran <= idag and (r.till is None or idag <= r.till)})
        har = {p.part for p in _akter(motor) if namn in p.data["obekraftade"] + p.data["bekraftade"]}
        nya = [a for a in alla if a not in har]

        data = {"kommando": "skicka_villkor", "villkor": namn, "galler_fran": galler_fran.isoformat()}
        _sag_till_alla(inst, motor, nya, data, som, "Skickar")
    if som_json:
        skriv_json({"villkor": namn, "skickat_till": nya, "hade_redan": sorted(set(alla) & {str(a) for a in har})})
        return
    click.echo(f"{namn} är skickat till {len(nya)} anordnare; {len(alla) - len(nya)} hade det redan.")


@villkor.command()
@click.argument("namn")
@click.option("--motivering", required=True, help="Varför villkoren tas tillbaka.")
@som_val
@json_val
def aterkalla(namn: str, motivering: str, som: Aktor, som_json: bool) -> None:
    """Ta tillbaka villkor som skickats av misstag, från alla som har fått dem (K0.7)."""
    if som.roll not in SkickaVillkor.roller:
        raise Avvisning("K16.2", "det här gör arbetsledaren eller systemspecialisten", "av")
    data = {"kommando": "aterkalla_uppgift", "vad": "villkor", "avser": namn, "motivering": motivering}
    las_kommando(data, RUTIN.verb)
    inst = las_installningar()
    with databas(inst) as motor:
        har = sorted(str(p.part) for p in _akter(motor) if namn in p.data["obekraftade"] + p.data["bekraftade"])
        if not har:
            raise Avvisning("K0.7", f"{namn} har inte skickats till någon", "namn")
        _sag_till_alla(inst, motor, har, data, som, "Tar tillbaka")
    if som_json:
        skriv_json({"villkor": namn, "aterkallat_hos": har})
        return
    click.echo(f"{namn} är återtaget hos {len(har)} anordnare.")


def _sag_till_alla(
    inst: Installningar, motor: Engine, anordnare: Sequence[str], data: dict[str, Any], som: Aktor, vad: str
) -> None:
    """The same to each one's record. Raises: Avvisning, IngenKontakt."""

    async def till_alla() -> None:
        klient = Processklient(await anslut(inst.temporal_address, inst.temporal_namespace), motor)
        for a in track(anordnare, vad, console=konsol(fel=True), transient=True):
            await klient.sag(RUTIN, akt_id(a), data, som)

    kor(till_alla())


@villkor.command()
@click.argument("namn")
@som_val
@json_val
def bekrafta(namn: str, som: Aktor, som_json: bool) -> None:
    """Bekräfta att din organisation har läst villkoren (K16.2)."""
    sag_till_akten(som, None, som_json, kommando="bekrafta_villkor", villkor=namn)


@villkor.command()
@click.argument("namn", required=False)
@click.option("--saknas", is_flag=True, help="Bara dem som inte har bekräftat.")
@som_val
@json_val
def lista(namn: str | None, saknas: bool, som: Aktor, som_json: bool) -> None:
    """Lista vilka som har fått villkoren och vilka som har bekräftat dem (K16.2)."""
    rader: list[dict[str, Any]] = []
    with databas() as motor:
        for post in lasning.processer(motor, som, RUTIN.slag):
            svar = lasning.en_process(motor, som, post.id)
            assert svar is not None
            akt: Akt = svar[1].lage
            rader += [
                {
                    "anordnare": akt.anordnare,
                    "villkor": v,
                    "galler_fran": u.galler_fran,
                    "frist": u.frist,
                    "bekraftat": u.bekraftat,
                    "av": u.av,
                }
                for v, u in akt.villkor.items()
                if namn in (None, v) and not (saknas and u.bekraftat)
            ]
    rader.sort(key=lambda r: (r["villkor"], r["anordnare"]))
    if som_json:
        skriv_json(rader)
        return
    tabell("Villkor", ("Villkor", "Gäller från", "Anordnare", "Bekräftat", "Av", "Senast"), [_rad(r) for r in rader])


def _rad(r: dict[str, Any]) -> tuple[str, ...]:
    bekraftat = str(datum(r["bekraftat"])) if r["bekraftat"] else "nej"
    return r["villkor"], str(r["galler_fran"]), r["anordnare"], bekraftat, r["av"] or "–", str(r["frist"])


def _akter(motor: Any) -> Sequence[lasning.Processpost]:
    return lasning.processer(motor, None, RUTIN.slag)
