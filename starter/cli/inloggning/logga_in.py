"""To log in at the terminal, and to see who one is: through the browser, and back over this machine's loopback."""

from __future__ import annotations

import secrets
import threading
import webbrowser
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import click
import httpx2

from domain.grund.ordval import antal_i_ord
from persistence.inloggning.paborjade import utmaning
from starter.cli.ram.gemensamt import json_val, skriv_json
from starter.stod.installningar import FelInstallning, las_installningar
from starter.stod.klient import http
from starter.stod.klient.http import Fjarr
from starter.stod.klient.kontakt import IngenKontakt
from starter.stod.stack.state import read_state
from starter.visning.tabell import tabell
from starter.visning.tid import tidpunkt

_VANTAN = 5
"""Minutes that a person may take in the browser."""


@click.command("logga-in")
@click.option("--adress", envvar="INSATS_ADRESS", show_envvar=True, help="Tjänstens adress; i sandlådan känd.")
@click.option("--utan-webblasare", is_flag=True, help="Visa adressen i stället för att öppna webbläsaren.")
def logga_in(adress: str | None, utan_webblasare: bool) -> None:
    """Logga in genom webbläsaren. Det som sägs efter det går genom tjänstens dörr, som den man loggade in som."""
    bas = (adress or _sandladans() or "").rstrip("/")
    if not bas.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise FelInstallning("INSATS_ADRESS: ange tjänstens adress, https://…, med --adress")
    verifierare = secrets.token_urlsafe(48)
    with _Mottagare() as m:
        terminal = quote(f"http://127.0.0.1:{m.server_port}/ {utmaning(verifierare)}", safe="")
        vag = f"{bas}/logga-in?terminal={terminal}"
        click.echo(f"Logga in i webbläsaren: {vag}", err=True)
        if not utan_webblasare:
            webbrowser.open(vag)
        kod = m.vanta()
    try:
        svar = httpx2.post(
            f"{bas}/api/token",
            data={"grant_type": "authorization_code", "code": kod, "code_verifier": verifierare},
            timeout=30,
        )
    except httpx2.HTTPError:
        raise IngenKontakt(f"tjänsten på {bas} svarar inte") from None
    if svar.status_code != 200:
        raise IngenKontakt("inloggningen gick inte igenom; börja om")
    bevis = svar.json()["access_token"]
    aktor = Fjarr(bas, bevis).fraga("GET", "/api/jag", dict[str, Any])["aktor"]
    http.spara(bas, bevis, aktor)
    click.echo(f"Inloggad som {aktor}.")


@click.command("logga-ut")
def logga_ut() -> None:
    """Logga ut: sessionen avslutas, och inloggningen glöms."""
    vem = http.sparad()
    if vem is None or vem.dorr is None:
        click.echo("Ingen är inloggad.")
        return
    egna = vem.dorr.fraga("GET", "/api/sessioner", list[dict[str, Any]])
    for s in egna:
        if s["denna"]:
            vem.dorr.fraga("DELETE", f"/api/sessioner/{s['nr']}", Any)
    http.fil().unlink(missing_ok=True)
    click.echo("Utloggad.")


@click.command()
@json_val
def vem(som_json: bool) -> None:
    """Visa vem du är inloggad som, och till när."""
    dorr = _dorren()
    jag = dorr.fraga("GET", "/api/jag", dict[str, Any])
    if som_json:
        skriv_json(jag)
    else:
        click.echo(f"{jag['aktor']} hos {dorr.adress}, till {_nar(jag['gar_ut'])}.")


@click.command()
@click.option("--avsluta", "nr", metavar="NR", type=click.IntRange(1, 2**63 - 1), help="Avsluta den med det numret.")
@json_val
def sessioner(nr: int | None, som_json: bool) -> None:
    """Visa dina öppna inloggningar, den senast använda först, eller avsluta en av dem."""
    dorr = _dorren()
    if nr is not None:
        dorr.fraga("DELETE", f"/api/sessioner/{nr}", Any)
    egna = dorr.fraga("GET", "/api/sessioner", list[dict[str, Any]])
    if som_json:
        skriv_json(egna)
        return
    tabell("Öppna inloggningar", ("Nr", "Slag", "Som", "Med", "Sedan", "Senast", "Till"), [
        (str(s["nr"]), _SLAG[s["slag"]] + (" (den här)" if s["denna"] else ""), s["aktor"] or "–", s["klient"] or "–",
         *(_nar(s[n]) for n in ("skapad", "senast", "gar_ut")))
        for s in egna
    ], tal=("Nr",))  # fmt: skip


_SLAG = {"webb": "webbläsare", "terminal": "terminal", "program": "program"}


def _dorren() -> Fjarr:
    """The door that one is logged in at. Raises: IngenKontakt."""
    inloggad = http.sparad()
    if inloggad is None or inloggad.dorr is None:
        raise IngenKontakt("ingen är inloggad; logga in med insats logga-in")
    return inloggad.dorr


def _nar(instant: str) -> str:
    return tidpunkt(datetime.fromisoformat(instant))


def _sandladans() -> str | None:
    stack = read_state(las_installningar().insatsflode_katalog)
    return stack.api_url if stack else None


class _Mottagare(HTTPServer):
    """Takes one code, on loopback, and tells the person to go back."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Hanterare)
        self.kod = ""
        self.kom = threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()

    def vanta(self) -> str:
        """The code. Raises: IngenKontakt, if none comes in time."""
        if not self.kom.wait(_VANTAN * 60):
            raise IngenKontakt(f"ingen loggade in inom {antal_i_ord(_VANTAN, 'minut', 'minuter')}")
        return self.kod

    def __exit__(self, *fel: object) -> None:
        self.shutdown()
        self.server_close()


class _Hanterare(BaseHTTPRequestHandler):
    server: _Mottagare

    def do_GET(self) -> None:
        kod = parse_qs(urlsplit(self.path).query).get("kod", [""])[0]
        self.send_response(200 if kod else 404)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("referrer-policy", "no-referrer")
        self.end_headers()
        text = "Du är inloggad. Stäng fliken och gå tillbaka till terminalen." if kod else "Finns inte."
        self.wfile.write(f'<!doctype html><html lang="sv"><title>Insatsflöde</title><p>{text}'.encode())
        if kod:
            self.server.kod = kod
            self.server.kom.set()

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the address holds the code."""
