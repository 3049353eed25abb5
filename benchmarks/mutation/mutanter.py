"""The small lies: every mutant of one module of ``domain``, made with mutmut's operators.

mutmut gives each function a springboard that asks, at every call, which mutant is under test. That makes the
property tests ten times slower, cannot be done to a decorated function, and costs a run per module. Here the operators
are kept and the rest is left: a mutant is a module's source with one node replaced, and what is tried is the code
objects that came to differ, put into the living functions (``byten``).
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import CodeType

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

_OFORANDRADE_ANROP = frozenset({"len", "isinstance"})
"""Calls that mutmut leaves alone: what they are given is always needed, and ``len(None)`` proves nothing."""

DOMANEN = Path(__file__).resolve().parents[2] / "domain"


@dataclass(frozen=True)
class Mutant:
    """One replaced node. ``rader`` are the lines it stands on, ``sats`` those of its whole statement; ``i_funktion``
    is False for what is done at import."""

    modul: Modulen
    nummer: int
    fore: cst.CSTNode
    efter: cst.CSTNode
    rader: tuple[int, int]
    sats: tuple[int, int]
    plats: int
    i_funktion: bool

    @property
    def namn(self) -> str:
        return f"{self.modul.namn}:{self.nummer}"

    def kalla(self) -> str:
        """The module's source with the lie in it."""
        kropp = list(self.modul.trad.body)
        kropp[self.plats] = kropp[self.plats].deep_replace(self.fore, self.efter)  # type: ignore[call-overload]
        return self.modul.trad.with_changes(body=kropp).code

    def skillnad(self) -> str:
        """The lie as a diff without context, first the line's number."""
        rader = difflib.unified_diff(self.modul.kalla.splitlines(), self.kalla().splitlines(), n=0, lineterm="")
        andrade = [r for r in rader if r[:1] in "+-" and r[:3] not in ("+++", "---")]
        return f"@ {self.rader[0]}\n" + "\n".join(andrade)

    def byten(self) -> list[tuple[CodeType, CodeType, bool]] | None:
        """The functions' code objects that came to differ, before and after, and whether it stands inside another
        function, which makes it anew at each call; None if more than functions did.

        Raises: SyntaxError when the lie is not Python.
        """
        return _byten(self.modul.kod, self.kod())

    def kod(self) -> CodeType:
        """The module's code with the lie in it. Raises: SyntaxError when the lie is not Python."""
        return compile(self.kalla(), str(self.modul.fil), "exec", dont_inherit=True)


def namn_i_domanen(fil: Path) -> str:
    """A file's dotted name below ``domain``: rooms may have modules of the same name."""
    return ".".join(fil.resolve().relative_to(DOMANEN).with_suffix("").parts)


@dataclass(frozen=True)
class Modulen:
    """One module of ``domain``: ``namn`` is its dotted name there, e.g. ``tid.kalender``."""

    fil: Path

    @property
    def namn(self) -> str:
        return namn_i_domanen(self.fil)

    @cached_property
    def kalla(self) -> str:
        return self.fil.read_text(encoding="utf-8")

    @cached_property
    def summa(self) -> str:
        """A short checksum of the source: what was judged of another source is not judged of this."""
        return hashlib.sha256(self.kalla.encode()).hexdigest()[:12]

    @cached_property
    def kod(self) -> CodeType:
        return compile(self.kalla, str(self.fil), "exec", dont_inherit=True)

    @cached_property
    def trad(self) -> cst.Module:
        return cst.parse_module(self.kalla)

    @cached_property
    def mutanter(self) -> list[Mutant]:
        """Every mutant, numbered in the order of the source: the same source gives the same numbers."""
        letare = _Letare(self)
        MetadataWrapper(self.trad, unsafe_skip_copy=True).visit(letare)
        return letare.funna


class _Letare(cst.CSTVisitor):
    """Walks through a module and makes the mutants; passes over what is no behaviour, as mutmut does."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, modul: Modulen) -> None:
        self.modul = modul
        self.funna: list[Mutant] = []
        self._platser = {id(sats): i for i, sats in enumerate(modul.trad.body)}
        self._plats = 0
        self._djup = 0
        self._sats: tuple[int, int] | None = None

    def on_visit(self, node: cst.CSTNode) -> bool:
        self._plats = self._platser.get(id(node), self._plats)
        if isinstance(node, cst.SimpleStatementLine):
            self._sats = self._rader(node)
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom | cst.Parameters):
            return False
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Name):
            if node.func.value in _OFORANDRADE_ANROP:
                return False
            if node.func.value == "cast":
                node.args[1].visit(self)
                return False
        for ny in self._ersattningar(node):
            rader = self._rader(node)
            sats = self._sats or rader
            self.funna.append(Mutant(self.modul, len(self.funna), node, ny, rader, sats, self._plats, self._djup > 0))
        self._djup += isinstance(node, cst.FunctionDef | cst.Lambda)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.SimpleStatementLine):
            self._sats = None
        self._djup -= isinstance(original_node, cst.FunctionDef | cst.Lambda)

    def _ersattningar(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        for sort, operator in mutation_operators:
            if isinstance(node, sort):
                yield from operator(node)

    def _rader(self, node: cst.CSTNode) -> tuple[int, int]:
        plats = self.get_metadata(PositionProvider, node)
        return plats.start.line, plats.end.line


def _byten(fore: CodeType, efter: CodeType) -> list[tuple[CodeType, CodeType, bool]] | None:
    if (fore.co_code, fore.co_names, len(fore.co_consts)) != (efter.co_code, efter.co_names, len(efter.co_consts)):
        return None
    funna: list[tuple[CodeType, CodeType, bool]] = []
    for a, b in zip(fore.co_consts, efter.co_consts, strict=True):
        if not isinstance(a, CodeType) or not isinstance(b, CodeType):
            if a != b or type(a) is not type(b):
                return None
        elif a != b:
            if not a.co_flags & _FUNKTION:
                djupare = _byten(a, b)
                if djupare is None:
                    return None
                funna += djupare
            else:
                funna += [(a, b, False), *_inre(a, b)]
    return funna


def _inre(fore: CodeType, efter: CodeType) -> Iterator[tuple[CodeType, CodeType, bool]]:
    """The functions made inside a function: those that were made when all was imported are alive as they were made."""
    par = [[c for c in kod.co_consts if isinstance(c, CodeType)] for kod in (fore, efter)]
    if len(par[0]) == len(par[1]):
        for a, b in zip(*par, strict=True):
            if a != b:
                yield a, b, True
                yield from _inre(a, b)


_FUNKTION = 0x2
"""inspect.CO_NEWLOCALS: code of a function, not of a module or a class body."""
