"""The house: a room shows at most a dozen files or rooms, a file is read in one sitting, a room says what it is.

What import-linter holds of who may use whom stands in ``pyproject.toml``; this is what it cannot see.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from tests.huset.platser import ROT

KODEN = ("activities", "benchmarks", "domain", "kontrakt", "persistence", "regelverk", "starter", "workflows")
RUM = (*KODEN, "deploy", "docs", "tests")
FLEST = 12
LANGST = 250
SOM_DE_KOMMER = {
    "docs/beslut": "a ledger: each decision is added after the last, and none is ever rewritten",
    "persistence/tabeller/migrations/versions": "a ledger: each is added after the last, and none is ever moved",
    "tests/fall": "cases to be played, each known by its name; README.md says how one is written",
    "tests/historier": "recorded histories, written and replayed by a tool; nobody reads one",
    "tests/huset/kravprov/brott": "a table for each chapter of the krav, named as the chapter is",
}
"""Rooms of rows rather than of code, which nobody looks through, and why."""
SYNS_INTE = {"__init__.py", "__pycache__", "conftest.py", "node_modules"}
"""What a room has for its tool's sake: Python's own, and pytest's."""
MALLAR = "starter/skrivbord/mallar"
TALET = re.compile(
    r"(?<!,)\b(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|fjorton|femton|tjugo|trettio|\d+)[ \u00a0]"
    r"(?:arbetsdag|dag|veck|månad|timm|kronor|kr\b|procent)"
    r"|\bden (?:\d{1,2}|första|femte|sjunde|tionde|femtonde|sextonde)(?::e)? i månaden",
    re.IGNORECASE,
)
"""A number of the kind that the regelverk holds, in Swedish."""
INTE_RUTINENS = ("starter/provkorning/exempelliv.py", "starter/skrivbord/mallar/utifran/tillganglighet.html")
"""What people of the sandbox have written, and how far a page can be made larger."""


def rummen(namn: tuple[str, ...] = RUM) -> list[Path]:
    alla = (m for r in namn for m in (ROT / r, *(ROT / r).rglob("*")) if m.is_dir())
    return sorted(m for m in alla if not SYNS_INTE & set(m.parts))


def innehall(rum: Path) -> list[str]:
    return sorted(p.name for p in rum.iterdir() if p.name not in SYNS_INTE and not p.name.startswith("."))


@pytest.mark.parametrize("rum", [m.relative_to(ROT).as_posix() for m in rummen()])
def test_a_room_shows_at_most_a_dozen_and_says_what_it_is(rum: str) -> None:
    syns = innehall(ROT / rum)
    assert len(syns) <= FLEST or rum in SOM_DE_KOMMER, f"{rum} shows {len(syns)}: {syns}"
    if rum.startswith(KODEN) and rum not in SOM_DE_KOMMER and any((ROT / rum).glob("*.py")):
        hall = (ROT / rum / "__init__.py").read_text(encoding="utf-8")
        assert hall.startswith('"""'), f"{rum} does not say what it is"


def test_a_room_that_is_no_longer_full_is_no_longer_excepted() -> None:
    assert [r for r in SOM_DE_KOMMER if len(innehall(ROT / r)) <= FLEST] == []


def test_no_file_is_longer_than_one_reads_in_one_sitting() -> None:
    filer = [*(f for rum in rummen() for f in rum.glob("*.py")), ROT / "worker.py"]
    assert len(filer) > 1000
    langd = {f.relative_to(ROT).as_posix(): len(f.read_text(encoding="utf-8").splitlines()) for f in filer}
    assert {f: n for f, n in langd.items() if n > LANGST} == {}


# --- what one place says of another: what nobody runs until it is needed must name what is there


@cache
def _bundna(modul: str) -> frozenset[str] | None:
    """What may be taken from a module or room of ours; None if there is none of that name."""
    plats = ROT / modul.replace(".", "/")
    fil = plats.with_suffix(".py")
    if not fil.exists():
        if not plats.is_dir():
            return None
        hall = plats / "__init__.py"
        egna = _bundna(f"{modul}.__init__") if hall.exists() else None
        return frozenset(p.stem for p in plats.iterdir()) | (egna or frozenset())
    namn: set[str] = set()
    for nod in ast.walk(ast.parse(fil.read_text(encoding="utf-8"))):
        if isinstance(nod, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            namn.add(nod.name)
        elif isinstance(nod, ast.Name) and isinstance(nod.ctx, ast.Store):
            namn.add(nod.id)
        elif isinstance(nod, ast.alias):
            namn.add(nod.asname or nod.name.partition(".")[0])
    return frozenset(namn)


def _fattas(fil: Path) -> Iterator[str]:
    for nod in ast.walk(ast.parse(fil.read_text(encoding="utf-8"))):
        if isinstance(nod, ast.ImportFrom) and nod.module and nod.module.partition(".")[0] in (*KODEN, "tests"):
            finns = _bundna(nod.module)
            borta = [a.name for a in nod.names if finns is None or a.name not in finns]
            if borta:
                yield f"{fil.relative_to(ROT)}: {nod.module} har inte {', '.join(borta)}"


def test_tests_tools_and_benchmarks_take_only_what_is_there() -> None:
    """The type checker says so of the code; of a test only the day it is run does."""
    filer = [f for rum in ("tests", "benchmarks") for f in (ROT / rum).rglob("*.py")]
    assert [b for f in filer if not SYNS_INTE - {"conftest.py", "__init__.py"} & set(f.parts) for b in _fattas(f)] == []


def test_no_import_gives_a_thing_of_the_house_another_name() -> None:
    """Where two would meet under one name, one of them has the wrong name."""
    filer = [f for rum in (*KODEN, "tests") for f in (ROT / rum).rglob("*.py") if not SYNS_INTE & set(f.parts)]
    omdopta = [
        f"{f.relative_to(ROT)}: {a.name} as {a.asname}"
        for f in filer
        for nod in ast.walk(ast.parse(f.read_text(encoding="utf-8")))
        if isinstance(nod, ast.ImportFrom) and nod.module and nod.module.partition(".")[0] in (*KODEN, "tests")
        for a in nod.names
        if a.asname and a.asname != a.name
    ]
    assert len(filer) > 1000 and omdopta == []


def test_every_test_that_a_text_names_exists() -> None:
    """The texts, the tools' settings and the code; the breaches have a test of their own."""
    filer = [
        *(ROT / "docs").rglob("*.md"),
        *(f for rum in KODEN for f in (ROT / rum).rglob("*") if f.suffix in (".py", ".md", ".sh", ".toml")),
        *(ROT / n for n in ("README.md", "Makefile", "pyproject.toml", ".ci/run")),
    ]
    namnda = {
        (f.relative_to(ROT).as_posix(), namn.rstrip("/."))
        for f in filer
        for namn in re.findall(r"(?<![\w/.])(?:\.\./)?(tests/[\w/.]+)", f.read_text(encoding="utf-8"))
    }
    assert len(namnda) > 50
    assert sorted((f, n) for f, n in namnda if not (ROT / n).exists()) == []


def test_every_link_of_a_text_leads_somewhere() -> None:
    texter = [ROT / "README.md", *(f for rum in RUM for f in (ROT / rum).rglob("*.md"))]
    lankar = [
        (f.relative_to(ROT).as_posix(), mal.partition("#")[0], f.parent)
        for f in texter
        if not SYNS_INTE & set(f.parts)
        for mal in re.findall(r"\]\(([^)\s]+)\)", f.read_text(encoding="utf-8"))
        if not re.match(r"\w+:", mal)
    ]
    assert len(lankar) > 1000
    assert [(fil, mal) for fil, mal, rum in lankar if mal and not (rum / mal).exists()] == []


def test_every_page_that_the_desk_names_is_there() -> None:
    sidor = {m.relative_to(ROT / MALLAR).as_posix(): m for m in (ROT / MALLAR).rglob("*.html")}
    miljo = Environment(autoescape=True)
    namnda = {
        (fil, namn)
        for fil, m in sidor.items()
        for namn in meta.find_referenced_templates(miljo.parse(m.read_text(encoding="utf-8")))
        if namn and not namn.startswith("govuk_frontend_jinja/")
    }
    for f in (ROT / "starter" / "skrivbord").rglob("*.py"):
        for namn in re.findall(r'(?<!f)"([\w/]+\.html)"', f.read_text(encoding="utf-8")):
            namnda.add((f.name, namn))
    assert len(namnda) > 80
    assert sorted((f, n) for f, n in namnda if n not in sidor) == []


def _meningar(fil: Path) -> Iterator[str]:
    """The texts of a module that staff read: not its docstrings, but for those that are a command's or a way's help."""
    trad = ast.parse(fil.read_text(encoding="utf-8"))
    visas = fil.relative_to(ROT).as_posix().startswith(("starter/cli/", "starter/api/"))
    sagda = {id(n.value) for n in ast.walk(trad) if isinstance(n, ast.Expr) and not visas}
    yield from (
        n.value
        for n in ast.walk(trad)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in sagda
    )


def test_no_number_of_the_routine_is_typed_into_a_sentence() -> None:
    """A number is asked of the rules, so that a new edition makes no sentence false."""
    moduler = [f for rum in ("domain", "starter") for f in (ROT / rum).rglob("*.py")]
    mallar = [
        f for f in (ROT / "starter").rglob("*") if f.suffix in {".html", ".typ"} and "node_modules" not in f.parts
    ]
    texter = {
        **{f: list(_meningar(f)) for f in moduler},
        **{f: [re.sub(r"\{[{%].*?[%}]\}|<[^>]*>", " ", f.read_text(encoding="utf-8"))] for f in mallar},
    }
    assert len(moduler) > 500 and len(mallar) > 50
    assert [
        f"{f.relative_to(ROT)}: {m[0]}"
        for f, alla in texter.items()
        if f.relative_to(ROT).as_posix() not in INTE_RUTINENS
        for t in alla
        for m in TALET.finditer(t)
    ] == []


def test_the_day_is_stockholms_and_is_asked_neither_of_utc_nor_of_the_machine() -> None:
    """For an hour or two each night they have another day, and on the last of a month another month (K0.1)."""
    fragar = re.compile(r"\bdate\.today\(|\bnow\([^()]*\)\s*\.date\(\)|\butcnow\(|\bdatetime\.now\(\)|current_date")
    moduler = [f for rum in (*KODEN, "tests") for f in (ROT / rum).rglob("*.py") if f != Path(__file__)]
    assert len(moduler) > 1000
    assert [
        f"{f.relative_to(ROT)}: {m[0]}" for f in moduler
        for m in fragar.finditer(f.read_text(encoding="utf-8"))
    ] == []  # fmt: skip


@pytest.mark.parametrize("hur", [("check", "."), ("format", "--check", ".")], ids=lambda h: h[0])
def test_the_code_is_written_as_it_is_checked(hur: tuple[str, ...]) -> None:
    """The tests say it too: what only the checks before them say is not seen by one who runs the tests."""
    ruff = Path(sys.executable).with_name("ruff")
    svar = subprocess.run([ruff, *hur], cwd=ROT, capture_output=True, text=True, timeout=120, check=False)
    assert svar.returncode == 0, svar.stdout[-2000:]
