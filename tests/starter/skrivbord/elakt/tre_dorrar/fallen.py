"""Bad input, one row each: who says what by each of the three doors, and what every one of them answers with.

In braces stands what is found only when the house is open: the number of a closed thread, the id of another's file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

A, B, KV, KV_SOM_AL = "anordnare:h1@Anordnare A", "anordnare:b1@Anordnare B", "karriarvagledare:kv1", "arbetsledare:kv1"
EKONOM, DS = "ekonom:e1", "dataskyddssamordnare:ds1"
MITT, ANDRA, ANNANS = "in-exempel01", "in-exempel05", "in-exempel10"
FILENS_PLATS = "{katalog}/fil.pdf"
MB = 1024 * 1024
PDF = b"%PDF-1.7\n%%EOF"
BORTA = "finns inte, eller är inte ditt att se"
ARENDET, HANDLINGEN, FILEN = ("K3.3", "arende"), ("K4.7", "id"), ("K4.7", "fil")


@dataclass(frozen=True)
class Rad:
    """A row. ``bord`` is an address to visit, or an address and the fields of the form that is sent to it; None where
    the desk has no place to say it. ``innehall`` is what a file holds; ``over_http`` where that door has a word of its
    own for it."""

    vad: str
    av: str
    cli: tuple[str, ...]
    api: tuple[str, str, Any]
    bord: tuple[str, dict[str, str] | None] | None
    text: str
    krav: str
    falt: str
    innehall: bytes | None = field(default=None, repr=False)
    over_http: str | None = None


def sagt(
    vad: str, av: str, arende: str, verb: str, svar: str, om: tuple[str, str], /, *, bord: bool = True, **falt: Any
) -> Rad:
    """Something said to a case; a list is several of the same."""
    ord_: list[str] = ["sag", arende, verb]
    for f, v in falt.items():
        for en in v if isinstance(v, list) else [v]:
            ord_ += [f"--{f.replace('_', '-')}", str(en)]
    form = {f: "\n".join(v) if isinstance(v, list) else str(v) for f, v in falt.items()}
    egen = {"svara_i_trad": f"meddelanden/{falt.get('trad')}", "skriv_meddelande": "meddelanden/ny"}
    vag = f"/arenden/{arende}/{egen.get(verb, f'gor/{verb}')}"
    vid = (vag, form) if bord else None
    return Rad(vad, av, tuple(ord_), ("POST", f"/api/arenden/{arende}/{verb}", falt), vid, svar, *om)


def filen(vad: str, av: str, arende: str, innehall: bytes, svar: str, om: tuple[str, str], http: str = "") -> Rad:
    """A file that is put into a case."""
    return Rad(
        vad, av, ("fil", "lagg", arende, FILENS_PLATS), ("POST", f"/api/arenden/{arende}/filer", innehall),
        (f"/arenden/{arende}/handlingar", {}), svar, *om, innehall, http or None,
    )  # fmt: skip


def oppnat(vad: str, av: str, cli: tuple[str, ...], plats: str, vid: str | None, svar: str, om: tuple[str, str]) -> Rad:
    """Something that is asked for."""
    return Rad(vad, av, cli, ("GET", f"/api{plats}", None), (vid, None) if vid else None, svar, *om)


TRADEN, BILAGAN, KONTAKT = ("K4.6", "trad"), ("K4.7", "bilagor"), "registrera_kundkontakt"
_EJ_DIN_TRAD = "finns inte, eller är inte din att läsa"
_BREV = {"till": ["karriarvagledare"], "amne": "x", "text": "x"}
_EJ_ATT_BIFOGA = "filen finns inte i ärendet, eller är inte din att bifoga"
_UTKASTET = f"/arenden/{MITT}/gor/klarmarkera_manadsrapport"

RADER = (
    filen("en tom fil", A, MITT, b"", "filen är tom", FILEN),
    filen("en fil av fel slag", A, MITT, b"MZ" + bytes(99), "filen ska vara PDF, JPEG, PNG eller DOCX", FILEN),
    filen("en för stor fil", A, MITT, PDF + bytes(10 * MB), "filen får vara högst 10 MB", FILEN),
    filen("en alltför stor fil", A, MITT, PDF + bytes(17 * MB), "filen får vara högst 10 MB", FILEN,
          "filen är för stor för att tas emot"),
    filen("en fil i en annans ärende", B, MITT, PDF, f"ärendet {MITT} {BORTA}", ARENDET),
    filen("en fil av den som inget säger", EKONOM, MITT, PDF, "rollen skickar inga filer i ärenden", ("K4.7", "som")),
    sagt("svar i en stängd tråd", A, MITT, "svara_i_trad", "tråd {stangd} är stängd", TRADEN,
         trad="{stangd}", text="x"),
    sagt("svar i en annans tråd", A, MITT, "svara_i_trad", _EJ_DIN_TRAD, TRADEN, trad="{andras}", text="x"),
    sagt("svar i ingen tråd", A, MITT, "svara_i_trad", _EJ_DIN_TRAD, TRADEN, trad="77", text="x"),
    sagt("en alltför lång text", KV, MITT, "registrera_brist", "texten får vara högst 100000 tecken",
         ("K0.6", "motivering"), sort="brister_i_uppdrag", motivering="a" * 100_001),
    sagt("en annans fil", A, MITT, "skriv_meddelande", _EJ_ATT_BIFOGA, BILAGAN, **_BREV, bilagor=["{kommunens_fil}"]),
    sagt("ett annat ärendes fil", B, ANNANS, "skriv_meddelande", _EJ_ATT_BIFOGA, BILAGAN, **_BREV,
         bilagor=["{kommunens_fil}"]),
    sagt("sin egen underskrift två gånger", KV_SOM_AL, ANDRA, "attestera_avslut",
         "den som har föreslagit avslutet beslutar inte om det", ("K13.2", "av"), beslut="bevilja", motivering="x"),
    Rad("samma underskrift på gallringen", DS, ("gallring", "underteckna", "{gallring}"),
        ("POST", "/api/gallringar/{gallring}/underteckna_gallring", {}),
        ("/vid-sidan/{gallring}/gor/underteckna_gallring", {}), "den andra underskriften är en annans", "K3.8", "av"),
    sagt("en dag som inte finns", A, MITT, KONTAKT, "ska vara ett datum, ÅÅÅÅ-MM-DD", ("K7.2", "datum"),
         datum="2026-02-30"),
    sagt("en dag som inte har varit", A, MITT, KONTAKT, "2039-02-20 ligger i framtiden", ("K0.6", "datum"),
         datum="2039-02-20"),
    sagt("ett ord som inget är", KV, MITT, "besluta_avslut", "ska vara någon av", ("K13.1", "orsak"),
         orsak="hittepå", avslutsdatum="2026-12-20"),
    sagt("ett belopp i bokstäver", A, MITT, "lamna_faktureringsunderlag", "ska vara ett tal", ("K14.7", "belopp"),
         manad="2026-10", belopp="hundra", fakturanummer="1"),
    sagt("en månad som inte finns", A, MITT, "lamna_faktureringsunderlag", "månad skrivs ÅÅÅÅ-MM", ("K14.7", "manad"),
         manad="2026-13", belopp="1", fakturanummer="1"),
    sagt("ett nummer i stället för en person", A, MITT, "bemanna", "får inte vara ett personnummer",
         ("K3.3", "handlaggare"), handlaggare="19900502-2398"),
    sagt("i en annans ärende", B, MITT, KONTAKT, f"ärendet {MITT} {BORTA}", ARENDET, datum="2026-11-25"),
    oppnat("ett annat ärendes handling", A, ("dokument", MITT, "{handling}"), f"/arenden/{MITT}/dokument/{{handling}}",
           f"/arenden/{MITT}/handlingar/{{handling}}/pdf", "handlingen finns inte, eller är inte din att läsa",
           HANDLINGEN),
    oppnat("den som data", A, ("dokument", MITT, "{handling}", "--json"),
           f"/arenden/{MITT}/dokument/{{handling}}/pdf", None, "handlingen finns inte, eller är inte din att läsa",
           HANDLINGEN),
    oppnat("en handling i en annans ärende", A, ("dokument", ANNANS, "{handling}"),
           f"/arenden/{ANNANS}/dokument/{{handling}}", f"/arenden/{ANNANS}/handlingar/{{handling}}/pdf",
           f"ärendet {ANNANS} {BORTA}", ARENDET),
    oppnat("en annans fil att hämta", A, ("fil", "hamta", MITT, "{kommunens_fil}", "{katalog}/ut"),
           f"/arenden/{MITT}/filer/{{kommunens_fil}}", f"/arenden/{MITT}/filer/{{kommunens_fil}}",
           "filen finns inte, eller är inte din att läsa", FILEN),
    oppnat("ett annat ärendes fil att hämta", A, ("fil", "hamta", MITT, "{annans_fil}", "{katalog}/ut"),
           f"/arenden/{MITT}/filer/{{annans_fil}}", f"/arenden/{MITT}/filer/{{annans_fil}}",
           "filen finns inte, eller är inte din att läsa", FILEN),
    oppnat("en annans tråd att läsa", A, ("tradar", MITT, "{andras}"), f"/arenden/{MITT}/tradar/{{andras}}",
           f"/arenden/{MITT}/meddelanden/{{andras}}", _EJ_DIN_TRAD, TRADEN),
    oppnat("en annan organisations utkast", B, ("visa", MITT), f"/arenden/{MITT}", _UTKASTET,
           f"ärendet {MITT} {BORTA}", ARENDET),
    Rad("att skriva i en annan organisations utkast", B, ("visa", MITT), ("GET", f"/api/arenden/{MITT}", None),
        (_UTKASTET, {"steg": "utkast", "rubriker.progression": "x"}), f"ärendet {MITT} {BORTA}", *ARENDET),
    Rad("att kasta en annan organisations utkast", B, ("visa", MITT), ("GET", f"/api/arenden/{MITT}", None),
        (_UTKASTET, {"steg": "kasta"}), f"ärendet {MITT} {BORTA}", *ARENDET),
)  # fmt: skip
