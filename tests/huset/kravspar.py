"""What marks a krav leaves in the repository: code, tests, cases and parameters.

Nothing is executed: code and tests are read as text and syntax trees. A krav is implemented where its id is named – in
a docstring, a comment, or the ``regel`` that a refusal, a bevakning or a message cites – and tested by what carries
``@pytest.mark.krav`` and by the cases in tests/fall that name it.

A test's kind is what its marker says (``sort="avslag"``, ``"gräns"`` or ``"positiv"``). Where it says nothing, a test
that awaits a refusal is an ``avslag``; one whose name speaks of a limit, or that is run for two days in a row, is a
``gräns``; and the rest are ``positiv``.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from tests.huset.platser import ROT

KALLA = Path(__file__).with_name("krav.toml")
RUM = ("domain", "kontrakt", "workflows", "activities", "persistence", "starter", "worker.py")
UTOM = ("domain/grund/kallor.py", "persistence/tabeller/migrations")
"""Places that list krav without carrying them out."""
SORTER = ("positiv", "avslag", "gräns")

_ID = re.compile(r"\bK\d+\.\d+\b")
_INTERVALL = re.compile(r"\bK(\d+)\.(\d+)–K(\d+)\.(\d+)\b")
_DATUM = re.compile(r"\d{4}-\d\d-\d\d")
_GRANS = re.compile(
    r"_(until|boundary|exactly|at_most|at_least|no_later|no_earlier|not_before|never_before|never_after|still"
    r"|on_the_day|the_day_after|the_day_before|last_day|first_day|both_included|midnight|one_day|too_(late|early)"
    r"|within|day_\d+|limit|edge|leap|longest|up_to)(_|$)"
)


@dataclass(frozen=True)
class Krav:
    """A krav of the routine as krav.toml has it."""

    id: str
    text: str
    tolkning: bool = False
    ej_automatiserat: str = ""
    saknas: str = ""

    @property
    def ordning(self) -> tuple[int, int]:
        kapitel, nummer = self.id[1:].split(".")
        return int(kapitel), int(nummer)


@dataclass(frozen=True, order=True)
class Provning:
    """A test function and one krav it proves."""

    fil: str
    namn: str
    krav: str
    sort: str


@dataclass
class Spar:
    """Where a krav leaves its mark."""

    kod: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """File → the functions and classes that name it; the empty name is the module itself."""
    prov: list[Provning] = field(default_factory=list)
    fall: list[str] = field(default_factory=list)
    parametrar: list[tuple[str, str]] = field(default_factory=list)
    """Key and status."""


@cache
def alla_krav() -> dict[str, Krav]:
    """Every krav, in order."""
    rader = tomllib.loads(KALLA.read_text(encoding="utf-8"))["krav"]
    krav = [Krav(id=id_, **falt) for id_, falt in rader.items()]
    return {k.id: k for k in sorted(krav, key=lambda k: k.ordning)}


def namnda(text: str) -> set[str]:
    """The krav that a text names; ``K10.1–K10.4`` names all between."""
    funna = set(_ID.findall(text))
    for kapitel, fran, kapitel_till, till in _INTERVALL.findall(text):
        if kapitel == kapitel_till:
            funna |= {f"K{kapitel}.{n}" for n in range(int(fran), int(till) + 1)}
    return funna


def kodspar(fil: Path) -> Iterator[tuple[str, str]]:
    """Each krav that a module names, with the outermost function or class that names it."""
    text = fil.read_text(encoding="utf-8")
    rader = text.splitlines()
    hemma = [""] * (len(rader) + 1)
    for nod in ast.parse(text).body:
        if isinstance(nod, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            forsta = min([nod.lineno, *(d.lineno for d in nod.decorator_list)])
            hemma[forsta : (nod.end_lineno or nod.lineno) + 1] = [nod.name] * ((nod.end_lineno or 0) + 1 - forsta)
    for nr, rad in enumerate(rader, start=1):
        for id_ in namnda(rad):
            yield id_, hemma[nr]


def provningar(fil: Path, rot: Path = ROT) -> Iterator[Provning]:
    """Each test of a module and each krav it is marked with; a mark on the module or its class is every test's.

    Raises:
        ValueError: A mark names its krav otherwise than in words or by a constant of the module.
    """
    trad = ast.parse(fil.read_text(encoding="utf-8"))
    plats = fil.relative_to(rot).as_posix()
    yield from _provningar(trad.body, plats, list(_modulmarken(trad)), _konstanter(trad))


def _konstanter(trad: ast.Module) -> dict[str, str]:
    """The words that the module has given a name: ``REGEL = "K3.1"``."""
    satta = (nod for nod in trad.body if isinstance(nod, ast.Assign) and isinstance(nod.value, ast.Constant))
    return {m.id: str(nod.value.value) for nod in satta for m in nod.targets if isinstance(m, ast.Name)}  # type: ignore[attr-defined]


def _modulmarken(trad: ast.Module) -> Iterator[ast.Call]:
    for nod in trad.body:
        if isinstance(nod, ast.Assign) and any(isinstance(m, ast.Name) and m.id == "pytestmark" for m in nod.targets):
            poster = nod.value.elts if isinstance(nod.value, ast.List | ast.Tuple) else [nod.value]
            yield from _kravmarken(poster)


def _kravmarken(uttryck: Iterable[ast.expr]) -> Iterator[ast.Call]:
    for u in uttryck:
        if isinstance(u, ast.Call) and ast.unparse(u.func) == "pytest.mark.krav":
            yield u


def _markta(marke: ast.Call, konstanter: dict[str, str], fil: str) -> Iterator[str]:
    for a in marke.args:
        if isinstance(a, ast.Constant):
            yield str(a.value)
        elif isinstance(a, ast.Name) and a.id in konstanter:
            yield konstanter[a.id]
        else:
            raise ValueError(f"{fil}: {ast.unparse(a)} säger inte vilket krav det är")


def _provningar(
    kropp: list[ast.stmt], fil: str, arvda: list[ast.Call], konstanter: dict[str, str]
) -> Iterator[Provning]:
    for nod in kropp:
        if isinstance(nod, ast.ClassDef):
            yield from _provningar(nod.body, fil, [*arvda, *_kravmarken(nod.decorator_list)], konstanter)
        elif isinstance(nod, ast.FunctionDef | ast.AsyncFunctionDef) and nod.name.startswith("test_"):
            sedda: set[str] = set()
            for marke in [*_kravmarken(nod.decorator_list), *arvda]:
                for id_ in _markta(marke, konstanter, fil):
                    if id_ not in sedda:
                        sedda.add(id_)
                        yield Provning(fil, nod.name, id_, _sort(nod, marke))


def _sort(test: ast.FunctionDef | ast.AsyncFunctionDef, marke: ast.Call) -> str:
    for nyckelord in marke.keywords:
        if nyckelord.arg == "sort" and isinstance(nyckelord.value, ast.Constant):
            return str(nyckelord.value.value)
    if any(vantar_avslag(nod) for nod in ast.walk(test)):
        return "avslag"
    return "gräns" if _GRANS.search(test.name.removeprefix("test")) or _dagar_i_rad(test) else "positiv"


def _dagar_i_rad(test: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """The same value is tried for two days in a row: one on each side of a limit."""
    for tabell in (d for d in test.decorator_list if ast.unparse(d).startswith("pytest.mark.parametrize(")):
        kolumner: dict[int, set[date]] = defaultdict(set)
        for rad in (n for n in ast.walk(tabell) if isinstance(n, ast.Tuple | ast.List)):
            for plats, cell in enumerate(rad.elts):
                if isinstance(cell, ast.Constant) and (dag := _DATUM.match(str(cell.value))):
                    kolumner[plats if isinstance(rad, ast.Tuple) else 0].add(date.fromisoformat(dag[0]))
        if any(b - a == timedelta(days=1) for dagar in kolumner.values() for a, b in pairwise(sorted(dagar))):
            return True
    return False


def vantar_avslag(nod: ast.AST) -> bool:
    """``pytest.raises(…)``, or a call of ``avvisas``."""
    if not isinstance(nod, ast.Call):
        return False
    namn = nod.func.attr if isinstance(nod.func, ast.Attribute) else getattr(nod.func, "id", "")
    return namn in ("raises", "avvisas")


def samla() -> dict[str, Spar]:
    """Krav id → its marks in the repository, also for ids that do not exist."""
    spar: dict[str, Spar] = defaultdict(Spar)
    for fil in sorted(f for rum in RUM for f in ([ROT / rum] if rum.endswith(".py") else (ROT / rum).rglob("*.py"))):
        plats = fil.relative_to(ROT).as_posix()
        if not plats.startswith(UTOM):
            for id_, namn in kodspar(fil):
                spar[id_].kod[plats].add(namn)
    for fil in sorted((ROT / "tests").rglob("test_*.py")):
        for p in provningar(fil):
            spar[p.krav].prov.append(p)
    for fil in sorted((ROT / "tests" / "fall").glob("*.yaml")):
        for id_ in namnda(fil.read_text(encoding="utf-8")):
            spar[id_].fall.append(fil.relative_to(ROT).as_posix())
    for fil in sorted((ROT / "regelverk").glob("*.toml")):
        for p in tomllib.loads(fil.read_text(encoding="utf-8"))["parameter"]:
            if (p["nyckel"], p["status"]) not in spar[p["krav"]].parametrar:
                spar[p["krav"]].parametrar.append((p["nyckel"], p["status"]))
    return dict(spar)
