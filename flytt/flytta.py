"""The move: every module to its room, every import after it; nothing else. ``python flytt/flytta.py`` at the root.

It is repeatable: a tree that has other lines in its modules is moved by the same table, and what has moved already is
left where it is. ``flytt/tabell.txt`` says old and new, a line each, as paths.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROT = Path.cwd()
HAR = Path(__file__).resolve().parent
PAKET = ("domain", "kontrakt", "regelverk", "workflows", "activities", "persistence", "starter", "tests", "benchmarks")


def punkter(fil: str) -> str:
    return fil.removesuffix(".py").replace("/", ".")


def tabell() -> dict[str, str]:
    rader = (HAR / "tabell.txt").read_text(encoding="utf-8").splitlines()
    return dict(r.split() for r in rader if r.strip() and not r.startswith("#"))


def filerna() -> list[Path]:
    ut = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True)
    return [ROT / f for f in ut.stdout.splitlines() if (ROT / f).is_file() and not f.startswith("flytt/")]


def flytta_filer(karta: dict[str, str]) -> None:
    """All at once by way of a place of their own, since a file's new folder may be named as another file was."""
    finns = {gammal: ny for gammal, ny in karta.items() if (ROT / gammal).is_file()}
    for i, gammal in enumerate(finns):
        (ROT / gammal).rename(ROT / f".flytt-{i}")
    for i, ny in enumerate(finns.values()):
        (ROT / ny).parent.mkdir(parents=True, exist_ok=True)
        (ROT / f".flytt-{i}").rename(ROT / ny)
    rum = dict(r.split(" ", 1) for r in (HAR / "rum.txt").read_text(encoding="utf-8").splitlines() if r.strip())
    for mapp, mening in rum.items():
        fil = ROT / mapp / "__init__.py"
        if not fil.exists() or not fil.read_text(encoding="utf-8").strip():
            fil.parent.mkdir(parents=True, exist_ok=True)
            fil.write_text(f'"""{mening}"""\n', encoding="utf-8")


class Bindningar(ast.NodeVisitor):
    """Which names a file binds other than by import, and all names that it has."""

    def __init__(self) -> None:
        self.bundna: set[str] = set()
        self.alla: set[str] = set()

    def visit_Name(self, n: ast.Name) -> None:
        self.alla.add(n.id)
        if not isinstance(n.ctx, ast.Load):
            self.bundna.add(n.id)

    def visit_arg(self, n: ast.arg) -> None:
        self.bundna.add(n.arg)
        self.alla.add(n.arg)
        self.generic_visit(n)

    def _def(self, n: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        self.bundna.add(n.name)
        self.alla.add(n.name)
        self.generic_visit(n)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = _def  # type: ignore[assignment]

    def visit_ExceptHandler(self, n: ast.ExceptHandler) -> None:
        if n.name:
            self.bundna.add(n.name)
            self.alla.add(n.name)
        self.generic_visit(n)

    def visit_ImportFrom(self, n: ast.ImportFrom) -> None:
        self.alla.update(a.asname or a.name for a in n.names)

    def visit_MatchAs(self, n: ast.MatchAs) -> None:
        if n.name:
            self.bundna.add(n.name)
        self.generic_visit(n)


def skriv_om(text: str, karta: dict[str, str]) -> str:
    """A Python file with its imports after the table."""
    trad = ast.parse(text)
    rader = text.splitlines(keepends=True)
    start = [0]
    for rad in rader:
        start.append(start[-1] + len(rad))

    def plats(rad: int, kol: int) -> int:
        return start[rad - 1] + len(rader[rad - 1].encode()[:kol].decode())

    b = Bindningar()
    b.visit(trad)
    byten: list[tuple[int, int, str]] = []
    omdopta: dict[str, str] = {}
    importer: list[tuple[int, int]] = []
    moduler = {punkter(g): punkter(n) for g, n in karta.items()}
    nya_namn = Counter(
        ny.rpartition(".")[2]
        for n in ast.walk(trad)
        if isinstance(n, ast.ImportFrom) and n.module
        for a in n.names
        if (ny := moduler.get(f"{n.module}.{a.name}")) is not None
    )
    for n in ast.walk(trad):
        if isinstance(n, ast.ImportFrom) and n.module and n.level == 0 and n.module.partition(".")[0] in PAKET:
            fran, till = plats(n.lineno, n.col_offset), plats(n.end_lineno or 0, n.end_col_offset or 0)
            importer.append((fran, till))
            grupper: dict[str, list[str]] = defaultdict(list)
            for a in n.names:
                hel = f"{n.module}.{a.name}"
                if hel in moduler:  # a module is imported
                    paket, _, namn = moduler[hel].rpartition(".")
                    gammalt = a.asname or a.name
                    if a.asname:
                        nytt = a.asname
                    elif namn != a.name and namn not in b.alla and a.name not in b.bundna and nya_namn[namn] == 1:
                        nytt = omdopta[a.name] = namn
                    else:
                        nytt = gammalt
                    grupper[paket].append(namn if nytt == namn else f"{namn} as {nytt}")
                else:
                    grupper[moduler.get(n.module, n.module)].append(a.name + (f" as {a.asname}" if a.asname else ""))
            indrag = "\n" + " " * n.col_offset
            nya = indrag.join(f"from {p} import {', '.join(v)}" for p, v in grupper.items())
            if nya != text[fran:till]:
                byten.append((fran, till, nya))
        elif isinstance(n, ast.Import):
            for a in n.names:
                if a.name in moduler:
                    raise SystemExit(f"import {a.name}: skriv om för hand")
    for n in ast.walk(trad):
        if isinstance(n, ast.Name) and n.id in omdopta:
            fran = plats(n.lineno, n.col_offset)
            byten.append((fran, fran + len(n.id), omdopta[n.id]))
    ut, sist = [], 0
    for fran, till, nytt in sorted(byten):
        ut += [omtalade(text[sist:fran], karta), nytt]
        sist = till
    # An import that was not changed must not be read as prose either.
    return _utom_importer("".join(ut), text, sist, importer, karta)


def _utom_importer(fore: str, text: str, sist: int, importer: list[tuple[int, int]], karta: dict[str, str]) -> str:
    for fran, till in sorted(importer):
        if fran >= sist:
            fore += omtalade(text[sist:fran], karta) + text[fran:till]
            sist = till
    return fore + omtalade(text[sist:], karta)


def omtalade(text: str, karta: dict[str, str]) -> str:
    """Paths and dotted names in prose, strings and settings."""

    def stig(m: re.Match[str]) -> str:
        return karta.get(m[0], m[0])

    text = re.sub(r"\b(?:domain|workflows|activities|persistence|starter|tests)(?:/[a-z_]+)+\.py\b", stig, text)
    moduler = {punkter(g): punkter(n) for g, n in karta.items()}

    def prick(m: re.Match[str]) -> str:
        delar = m[0].split(".")
        for i in range(len(delar), 1, -1):
            if (ny := moduler.get(".".join(delar[:i]))) is not None:
                return ".".join([ny, *delar[i:]])
        return m[0]

    return re.sub(r"(?<![\w./])(?:domain|workflows|activities|persistence|starter|tests)(?:\.[A-Za-z_]+)+", prick, text)


RADER = {
    "persistence/betalning/lasning.py": [
        (
            "Who may see what is settled before these are called (``domain.processer.betalningsmanad.lage.far_se_del``)"
            ". All raise DatabasFel when\nthe database",
            "Who may see what is settled before these are called (``domain.processer.betalningsmanad.lage.far_se_del``)"
            ". All raise\nDatabasFel when the database",
        ),
    ],
    "workflows/process/flode.py": [
        ("what has rung and what has been\ncarried out, lets", "what has rung and what has\nbeen carried out, lets"),
    ],
    "tests/persistence/journal/test_kundarenden.py": [
        (
            '        assert [k.arende for k in ovriga_arenden.far_inte_overlappa(forbindelse, "in-2")] == '
            '(["in-1"] if grannar else [])',
            '        andra = [k.arende for k in ovriga_arenden.far_inte_overlappa(forbindelse, "in-2")]\n'
            '        assert andra == (["in-1"] if grannar else [])',
        ),
    ],
    "starter/drift/sandlada.py": [('("domain", "workflows"', '("domain", "kontrakt", "workflows"')],
    "pyproject.toml": [
        ('include = ["domain*", "regelverk*"', 'include = ["domain*", "kontrakt*", "regelverk*"'),
        ('packages = ["domain", "regelverk"', 'packages = ["domain", "kontrakt", "regelverk"'),
        ('"persistence", "domain | regelverk"]', '"persistence", "kontrakt", "domain | regelverk"]'),
        ('modules = ["domain", "regelverk", "w', 'modules = ["domain", "kontrakt", "regelverk", "w'),
        ('ancestors = ["domain", "workflows"', 'ancestors = ["domain", "kontrakt", "workflows"'),
    ],
    "Dockerfile": [
        ("COPY domain domain\n", "COPY domain domain\nCOPY kontrakt kontrakt\n"),
        ("import activities, domain, persistence", "import activities, domain, kontrakt, persistence"),
    ],
    ".dockerignore": [("!domain\n", "!domain\n!kontrakt\n")],
    "tests/kravmatris.py": [('RUM = ("domain", "workflows"', 'RUM = ("domain", "kontrakt", "workflows"')],
    "benchmarks/mutation/__main__.py": [
        (
            '("tests/domain", "tests/regelverk", "tests/provkorning/test_fallen.py")',
            '("tests/domain", "tests/starter/provkorning/test_fallen.py")',
        ),
        (
            '("tests/domain", "tests/regelverk", "tests/starter/provkorning/test_fallen.py")',
            '("tests/domain", "tests/starter/provkorning/test_fallen.py")',
        ),
    ],
}
"""What is bound to a path or a line's length, and changed in the same step."""


def satt_rader() -> None:
    for namn, byten in RADER.items():
        fil = ROT / namn
        if not fil.is_file():
            continue
        text = fil.read_text(encoding="utf-8")
        for fore, efter in byten:
            text = text.replace(fore, efter)
        fil.write_text(text, encoding="utf-8")


def main() -> None:
    karta = tabell()
    kvar = {g: n for g, n in karta.items() if (ROT / g).is_file()}
    # Where a new file bears an old one's path, what stands there now is the new one.
    flyttade = {g: n for g, n in karta.items() if g in kvar or (ROT / n).is_file()}
    for fil in filerna():
        namn = fil.relative_to(ROT).as_posix()
        if fil.suffix == ".py":
            gammal = fil.read_text(encoding="utf-8")
            ny = skriv_om(gammal, flyttade)
        elif fil.suffix in (".md", ".toml", ".yml") or fil.name in ("Dockerfile", "Makefile", "run"):
            if namn in ("docs/krav.md",):
                continue
            gammal = fil.read_text(encoding="utf-8")
            ny = omtalade(gammal, flyttade)
        else:
            continue
        if ny != gammal:
            fil.write_text(ny, encoding="utf-8")
    flytta_filer(kvar)
    satt_rader()
    print(f"{len(kvar)} files moved", file=sys.stderr)


if __name__ == "__main__":
    main()
