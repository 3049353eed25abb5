"""A form out of a typed kommando: its fields by their types, read back to what ``las_kommando`` reads.

The template's headings come from the case's own rules, so that none can be skipped (K4.5, K8.4).
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from domain.grund import ord
from domain.grund.ordval import i_ord, med_stor
from domain.grund.text import Textfakta
from domain.insats.insats import Insats
from domain.kapitel.inlamning.innehall import antal_delmal
from domain.skeende.kommando import Kommando
from starter.tjanster.handlingar import mall, mallhjalp, mallrubrik
from starter.visning.datum import skriven_dag, skriven_manad, skrivet_klockslag, som_dag, som_manad
from starter.visning.ordval.falt import hjalp_i_ord, kort

Sort = Literal["text", "rad", "datum", "klockslag", "tal", "val", "ja_nej", "texter", "datumen", "andringar", "filer"]

KLOCKAN = ".kl"
"""What the name of an instant's clock ends in, after the name of its day."""
LANGST = 100_000
"""Characters that a field takes; the kommando's own limits are tried after that."""


@dataclass(frozen=True, slots=True)
class Falt:
    """A field of a form. ``namn`` is its name in the form; a heading of a template is ``rubriker.NAMN``."""

    namn: str
    sort: Sort
    etikett: str
    hjalp: str
    kravs: bool
    val: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fel:
    """What is wrong, with the field it is wrong in; empty where it is the whole form."""

    falt: str
    text: str
    regel: str


def falten(typ: type[Kommando], i: Insats | None = None) -> list[Falt]:
    """The fields of a kommando, those of its template among them; ``i`` None is one that has none."""
    verb = str(typ.model_fields["kommando"].default)
    svar = []
    for namn, info in typ.model_fields.items():
        if namn == "kommando":
            continue
        inre, flera = _inre(info.annotation)
        if namn == "rubriker" and i is not None:
            for r in mall(i, verb):
                hjalp = f"{mallhjalp(i, r)} {_EJ_AKTUELLT}"
                svar.append(Falt(f"rubriker.{r}", "text", mallrubrik(i, r), hjalp, True))
        elif namn == "delmal" and get_origin(inre) is Literal and i is not None:
            val = _val(namn, verb, inre)
            antal = range(1, antal_delmal(i) + 1)
            svar += [Falt(f"delmal.{n}", "val", f"Delmål {n}", "Hur delmålet står.", True, val) for n in antal]
        elif namn == "bilagor":
            svar.append(Falt(namn, "filer", "Filer", _FILER, False))
        elif namn == "andringar":
            svar.append(Falt(namn, "andringar", "Ändringar", info.description or "", info.is_required()))
        elif get_origin(inre) is dict or (isinstance(inre, type) and issubclass(inre, BaseModel)):
            continue
        elif inre is datetime:
            dag, nar = _tidpunkten(namn, verb, info.is_required())
            svar += [dag, nar]
        else:
            # What is decided is said: a decision that nobody has made is not made by leaving it out.
            avgors = namn in _AVGOR and info.default is not None
            etikett, kravs = kort(namn, verb), info.is_required() or avgors
            hjalp = hjalp_i_ord(etikett, info.description or "")
            svar.append(Falt(namn, _sort(inre, flera), etikett, hjalp, kravs, _val(namn, verb, inre)))
    return svar


def _tidpunkten(namn: str, verb: str, kravs: bool) -> tuple[Falt, Falt]:
    """An instant is asked for as people tell of one: a day, and what the clock was."""
    etikett = kort(namn, verb)
    return (
        Falt(namn, "datum", f"{etikett}, dag", "", kravs),
        Falt(f"{namn}{KLOCKAN}", "klockslag", f"{etikett}, klockan", "Svensk tid, till exempel 14.30.", kravs),
    )


_AVGOR = ("beslut", "svar")
_FILER = "Filer som du har lagt in i ärendet och som ingenting bär än; högst fem."
_EJ_AKTUELLT = "Skriv ”Ej aktuellt” och varför, om rubriken inte gäller."


def _sort(typ: Any, flera: bool) -> Sort:
    if flera:
        return "datumen" if typ is date else "texter"
    if get_origin(typ) is Literal:
        return "val"
    if typ is bool:
        return "ja_nej"
    if typ is date:
        return "datum"
    if typ in (int, Decimal):
        return "tal"
    return "text" if typ is Textfakta else "rad"


def _val(falt: str, verb: str, typ: Any) -> tuple[tuple[str, str], ...]:
    if get_origin(typ) is not Literal:
        return ()
    ord_for = _ORD.get((verb, falt)) or _ORD.get(("", falt), {})
    return tuple((str(v), med_stor(ord_for.get(str(v)) or i_ord(str(v)))) for v in get_args(typ))


_BESLUT = {
    "godkand": "godkänn",
    "aterremiss": "återremittera för komplettering",
    "avsla": "avslå",
    **ord.SVAR_OM_INSATS,
}
_FORM = {"fortid": "avslut i förtid", "avbrott": "avbrott"}
_ORD: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("", "anledning"): ord.ANLEDNING,
    ("", "anordnarval"): ord.ANORDNARVAL,
    ("", "beslut"): _BESLUT,
    ("", "delmal"): ord.DELMAL,
    ("", "form"): ord.KONTAKTFORM,
    ("", "kallat_av"): ord.KALLAT_AV,
    ("", "malgrupp"): ord.MALGRUPP,
    ("", "orsak"): ord.ORSAK,
    ("", "planen"): ord.PLANEN,
    ("", "progression"): {"fortsatt": "fortsatt progression", "avsluta": "insatsen bör avslutas"},
    ("", "slag"): ord.FRANVARO,
    ("", "sort"): ord.FORSLAG,
    ("", "vag"): {"meddelande": "i ett meddelande nu", "manadsrapport": "i den månadsrapport som strax ska in"},
    ("besluta_avslut", "form"): _FORM,
    ("foresla_avslut", "form"): _FORM,
    ("klarmarkera_manadsrapport", "mal"): ord.DELMAL,
    ("registrera_brist", "sort"): ord.BRIST,
    ("registrera_uppstartsmote", "utfall"): {"hallet": "mötet hölls", "uteblev": "kunden uteblev"},
}
"""(Kommando, field) → what each choice is called; an empty kommando is every other."""


def _inre(typ: Any) -> tuple[Any, bool]:
    """The type inside Optional, Annotated and a list; and whether there may be several."""
    while True:
        if get_origin(typ) is Annotated:
            typ = get_args(typ)[0]
        elif get_origin(typ) in (Union, types.UnionType):
            typ = next(t for t in get_args(typ) if t is not type(None))
        elif get_origin(typ) is tuple:
            return _inre(get_args(typ)[0])[0], True
        else:
            return typ, False


def las(falt: Sequence[Falt], skrivet: Mapping[str, str], verb: str) -> dict[str, Any]:
    """What was written, as the kommando reads it; a field left empty is left out."""
    data: dict[str, Any] = {"kommando": verb}
    for f in falt:
        text = skrivet.get(f.namn, "").replace("\r\n", "\n").strip()
        if not text:
            continue
        varde: Any = text
        match f.sort:
            case "ja_nej":
                varde = text == "ja"
            case "tal":
                varde = "".join(text.replace(",", ".").split()).removesuffix("kr")
            case "datum":
                varde = skriven_dag(text)
            case "klockslag":
                continue  # read with its day
            case "texter" | "datumen" | "filer":
                varde = [rad.strip().removeprefix("– ") for rad in text.split("\n") if rad.strip()]
                varde = [skriven_dag(rad) for rad in varde] if f.sort == "datumen" else varde
            case "andringar":
                par = (rad.partition("=") for rad in text.split("\n") if rad.strip())
                varde = {namn.strip(): _ratt_varde(v.strip()) for namn, _, v in par}
            case "rad" if f.namn.endswith("manad"):
                varde = skriven_manad(text)
            case _:
                pass
        if f.namn.startswith("rubriker."):
            data.setdefault("rubriker", {})[f.namn.removeprefix("rubriker.")] = varde
        elif f.namn.startswith("delmal."):
            data.setdefault("delmal", []).append(varde)
        else:
            kl = skrivet.get(f.namn + KLOCKAN, "").strip()
            data[f.namn] = f"{varde}T{skrivet_klockslag(kl)}" if kl else varde
    return data


def _ratt_varde(text: str) -> Any:
    """The right value of a corrected field: ja and nej are themselves, a list is written with commas in brackets."""
    if text in ("ja", "nej"):
        return text == "ja"
    if text.startswith("[") and text.endswith("]"):
        return [del_.strip() for del_ in text[1:-1].split(",") if del_.strip()]
    return text


def formfel(falt: Sequence[Falt], skrivet: Mapping[str, str], regel: str) -> list[Fel]:
    """Every required field that is empty, and every one that is too long, at once: nobody is sent back for each."""
    saknas = [
        Fel(
            f.namn,
            f"{f.etikett.removesuffix('?')}: {'välj ett alternativ' if f.sort in ('val', 'ja_nej') else 'fyll i'}",
            regel,
        )
        for f in falt
        if (f.kravs or _halv(f, skrivet)) and not skrivet.get(f.namn, "").strip()
    ]
    langa = (f for f in falt if len(skrivet.get(f.namn, "")) > LANGST)
    return saknas + [Fel(f.namn, f"{f.etikett}: texten får vara högst {LANGST} tecken", "K0.6") for f in langa]


def _halv(f: Falt, skrivet: Mapping[str, str]) -> bool:
    """Whether it is a half of an instant whose other half is written."""
    hel = f.namn.removesuffix(KLOCKAN) if f.sort == "klockslag" else f.namn + KLOCKAN
    return f.sort in ("datum", "klockslag") and bool(skrivet.get(hel, "").strip())


def visat(f: Falt, varde: str, filnamn: Mapping[str, str] | None = None) -> str:
    """A value as the page before the decision shows it; ``filnamn`` is what the files are called, by id."""
    if f.sort == "filer":
        return "\n".join((filnamn or {}).get(id_, id_) for id_ in varde.split())
    if f.sort in ("datum", "datumen"):
        return "\n".join(som_dag(rad.strip()) for rad in varde.split("\n") if rad.strip())
    if f.namn.endswith("manad") and f.sort == "rad":
        return som_manad(varde.strip())
    if f.sort == "val":
        return dict(f.val).get(varde, varde)
    return {"ja": "Ja", "nej": "Nej"}.get(varde, varde) if f.sort == "ja_nej" else varde
