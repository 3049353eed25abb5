"""Files that are sent in a case (K4.7): kept in the database with their checksum, their kind told by what they hold.

A file comes before the kommando that names it, and until then it is its sender's alone. Once a message, a plan, a
report, a certificate or the uppdrag carries it, it is read by those who read that, and by nobody else (K3.7). What
nothing came to carry is taken away. It passes by no queue and no history: the id does. All raise DatabasFel when the
database cannot be used now.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

import filetype  # type: ignore[import-untyped]
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    and_,
    delete,
    exists,
    func,
    insert,
    not_,
    or_,
    select,
)

from domain.grund.avvisning import Avvisning
from domain.grund.lasratt import Textslag, laser
from domain.grund.parter import Aktor
from domain.liv.rutin import HANDELSER
from domain.skeende.kommando import Kommando
from persistence.databas.motor import transaktion
from persistence.databas.slump import slumpid
from persistence.insyn import oppningar
from persistence.insyn.vem_ser import laser_kundens_texter
from persistence.tabeller.grund import fil, insats, journal

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLAGEN = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", _DOCX: "docx"}
"""The kinds of file that are taken, and how their names end."""

_LANGSTA_NAMN = 150
_FLEST_LOSA = 20
"""Files of one sender's in a case that nothing carries yet."""
_LOS_I = timedelta(days=7)
"""How long a file is kept that nothing carries: what was said without waiting may not have been decided yet."""


@dataclass(frozen=True, slots=True)
class Fil:
    """A file. ``typ`` is told from what it holds, ``sha256`` in hexadecimal; ``storlek`` in bytes."""

    id: str
    arende: str
    namn: str
    typ: str
    storlek: int
    sha256: str
    av: str
    skapad: datetime


def spara(motor: Engine, som: Aktor, arende: str, namn: str, innehall: bytes, hogst_megabyte: int) -> Fil | None:
    """Keep a file, to be sent with what is said; None for a case that one may not write in.

    Raises:
        Avvisning: K4.7, it is empty, too large, of a kind that is not taken, or one too many; nothing is kept.
    """
    if len(innehall) > hogst_megabyte * 1024 * 1024:
        raise Avvisning("K4.7", f"filen får vara högst {hogst_megabyte} MB", "fil")
    typ = filslag(innehall)
    rad = {
        "id": slumpid(16),
        "arende": arende,
        "namn": _namn(namn, SLAGEN[typ]),
        "typ": typ,
        "storlek": len(innehall),
        "sha256": hashlib.sha256(innehall).hexdigest(),
        "av": str(som),
    }
    with transaktion(motor) as forbindelse:
        if not _oppna(forbindelse, som, arende):
            return None
        _stada(forbindelse, arende)
        losa = select(func.count()).where(fil.c.arende == arende, fil.c.av == str(som), not_(_bifogad()))
        if forbindelse.execute(losa).scalar_one() >= _FLEST_LOSA:
            raise Avvisning("K4.7", f"högst {_FLEST_LOSA} filer kan vänta på att skickas", "fil")
        ny = insert(fil).values(**rad, innehall=innehall).returning(*_UPPGIFTER)
        return Fil(**forbindelse.execute(ny).mappings().one())


def filslag(innehall: bytes) -> str:
    """The kind of a file, told from what it holds and never from its name. Raises: Avvisning, K4.7."""
    if not innehall:
        raise Avvisning("K4.7", "filen är tom", "fil")
    typ = filetype.guess_mime(innehall)
    if typ not in SLAGEN or (typ == _DOCX and not _ar_docx(innehall)):
        raise Avvisning("K4.7", "filen ska vara PDF, JPEG, PNG eller DOCX utan makron", "fil")
    return str(typ)


def _ar_docx(innehall: bytes) -> bool:
    """A document of Word's without macros; its parts are listed and never unpacked."""
    try:
        delar = zipfile.ZipFile(io.BytesIO(innehall)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return {"[Content_Types].xml", "word/document.xml"} <= set(delar) and not any(
        d.lower().endswith("vbaproject.bin") for d in delar
    )


def _namn(namn: str, slutar: str) -> str:
    """A readable name without a path, that ends as its kind does whatever it was called."""
    sist = unicodedata.normalize("NFC", namn).replace("\\", "/").rpartition("/")[2]
    rent = "".join(t for t in sist if t.isprintable() and t not in '"<>:|?*').strip(" .")[:_LANGSTA_NAMN] or "fil"
    andelser = (".jpg", ".jpeg") if slutar == "jpg" else (f".{slutar}",)
    return rent if rent.lower().endswith(andelser) else f"{rent}.{slutar}"


def hamta(motor: Engine, som: Aktor, arende: str, id: str) -> tuple[Fil, bytes] | None:
    """A file with what it holds; None if there is none that one reads."""
    fraga = (
        select(*_UPPGIFTER, fil.c.innehall)
        .join(insats, insats.c.arende == fil.c.arende)
        .where(fil.c.id == id, fil.c.arende == arende, laser_kundens_texter(som))
        .where(or_(and_(fil.c.av == str(som), not_(_bifogad())), _bifogad(som)))
    )
    with transaktion(motor) as forbindelse:
        rad = forbindelse.execute(fraga).mappings().first()
        oppningar.anteckna(forbindelse, som, f"filen {id}", {arende} if rad else (), sokt=arende)
    if rad is None:
        return None
    return Fil(**{k.name: rad[k.name] for k in _UPPGIFTER}), bytes(rad["innehall"])


@dataclass(frozen=True, slots=True)
class Bifogad:
    """A file of a case as it is listed: what carries it, and since when; nothing yet, for one's own that waits."""

    fil: Fil
    slag: str | None
    nr: int | None


def lista(motor: Engine, som: Aktor, arende: str) -> list[Bifogad] | None:
    """The files of a case that one reads, latest first, and one's own that nothing carries yet; None for a case whose
    texts one does not read."""
    bars = journal.alias("bars")
    fraga = (
        select(*_UPPGIFTER, bars.c.slag.label("bar_slag"), bars.c.nr.label("bar_nr"))
        .outerjoin(bars, and_(*_bar(bars, som)))
        .where(fil.c.arende == arende, or_(bars.c.nr.is_not(None), and_(fil.c.av == str(som), not_(_bifogad()))))
        .order_by(fil.c.skapad.desc(), fil.c.id, bars.c.nr)
    )
    with transaktion(motor) as forbindelse:
        if not _oppna(forbindelse, som, arende):
            return None
        rader = forbindelse.execute(fraga).mappings().all()
    return [Bifogad(Fil(**{k.name: r[k.name] for k in _UPPGIFTER}), r["bar_slag"], r["bar_nr"]) for r in rader]


def _oppna(forbindelse: Connection, som: Aktor, arende: str) -> bool:
    """Whether one reads the texts of the case; asked is written down, whatever the answer (K3.8)."""
    synligt = select(insats.c.arende).where(insats.c.arende == arende, laser_kundens_texter(som))
    finns = forbindelse.execute(synligt).first() is not None
    oppningar.anteckna(forbindelse, som, "filerna", {arende} if finns else (), sokt=arende)
    return finns


def uppgifter(forbindelse: Connection, arende: str, ids: Collection[str]) -> dict[str, Fil]:
    """What is known of files, by id, for who has been found to read the messages that carry them."""
    if not ids:
        return {}
    fraga = select(*_UPPGIFTER).where(fil.c.arende == arende, fil.c.id.in_(ids))
    return {r["id"]: Fil(**r) for r in forbindelse.execute(fraga).mappings()}


def prova_bilagor(motor: Engine, arende: str, kommando: Kommando, av: Aktor) -> None:
    """What is said carries the sender's own files of the case, and nobody else's. Raises: Avvisning, K4.7."""
    ids = set(getattr(kommando, "bilagor", ()))
    if not ids:
        return
    fraga = select(func.count()).where(fil.c.id.in_(ids), fil.c.arende == arende, fil.c.av == str(av))
    with transaktion(motor) as forbindelse:
        if forbindelse.execute(fraga).scalar_one() != len(ids):
            raise Avvisning("K4.7", "filen finns inte i ärendet, eller är inte din att bifoga", "bilagor")


def _bifogad(som: Aktor | None = None) -> ColumnElement[bool]:
    """Whether a line of its sender's carries the file; with ``som``, one whose text the role reads.

    What was said past the doors and names another's file carries nothing.
    """
    return exists().where(*_bar(journal.alias("bar"), som))


def _bar(j: FromClause, som: Aktor | None) -> list[ColumnElement[bool]]:
    """That a line of the journal carries the file, and that ``som`` reads it."""
    slag = BARANDE if som is None else [s for s, text in BARANDE.items() if laser(som.roll, text)]
    villkor = [
        j.c.arende == fil.c.arende, j.c.slag.in_(slag), j.c.av == fil.c.av, j.c.handelse["bilagor"].has_key(fil.c.id),
    ]  # fmt: skip
    if som is not None:
        i_traden = j.c.handelse["mellan"].contains([som.roll.value])
        villkor.append(or_(j.c.slag != "meddelande_skrivet", i_traden))
    return villkor


BARANDE: Mapping[str, Textslag] = {
    str(typ.__dataclass_fields__["slag"].default): typ.lases  # type: ignore[attr-defined]
    for typ in HANDELSER
    if "bilagor" in typ.__dataclass_fields__  # type: ignore[attr-defined]
}
"""The lines that carry files, and what kind of text each is."""


def _stada(forbindelse: Connection, arende: str) -> None:
    gammal = fil.c.skapad < func.now() - _LOS_I
    forbindelse.execute(delete(fil).where(fil.c.arende == arende, gammal, not_(_bifogad())))


_UPPGIFTER = [fil.c[f.name] for f in fields(Fil)]
