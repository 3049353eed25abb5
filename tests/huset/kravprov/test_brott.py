"""That every krav has a breach, that it can be made in the code as it stands, and that its tests are the krav's own."""

from __future__ import annotations

import pytest

from tests.huset.kravprov.brott import Brott, alla
from tests.huset.kravspar import alla_krav, provningar
from tests.huset.platser import ROT


@pytest.fixture(scope="module")
def brott() -> list[Brott]:
    return alla()


def test_every_rule_can_be_taken_away_in_the_code_as_it_stands(brott: list[Brott]) -> None:
    passar_inte = []
    for b in brott:
        try:
            brutet = b.brutet((ROT / b.fil).read_text(encoding="utf-8"))
            compile(brutet if b.fil.endswith(".py") else "", b.fil, "exec")
        except (OSError, SyntaxError, ValueError) as fel:
            passar_inte.append(f"{b.krav}, {b.vad}: {fel}")
    assert passar_inte == [], "koden är en annan: ändra brottet i tests/huset/kravprov/brott och spela det"


def test_what_falls_is_marked_with_the_krav(brott: list[Brott]) -> None:
    finns: dict[tuple[str, str], set[str]] = {}
    for fil in {namn.split("::")[0] for b in brott for namn in b.faller}:
        for p in provningar(ROT / fil) if (ROT / fil).exists() else ():
            finns.setdefault((p.fil, p.namn), set()).add(p.krav)
    omarkta = [
        f"{b.krav}: {namn}"
        for b in brott
        for namn in b.faller
        if b.krav not in finns.get((namn.split("::")[0], namn.split("::")[-1]), set())
    ]
    assert omarkta == []


def test_every_krav_has_a_breach(brott: list[Brott]) -> None:
    assert sorted(set(alla_krav()) - {b.krav for b in brott}) == []


def test_a_breach_that_no_longer_fits_the_code_is_found() -> None:
    b = Brott(
        krav="K0.1", vad="inget alls gäller", fil="x.py", tas_bort="ja", blir="nej", faller=("tests/x.py::test_x",)
    )
    assert b.brutet("ett ja") == "ett nej"
    with pytest.raises(ValueError, match="står 2 gånger"):
        b.brutet("ja ja")
    with pytest.raises(ValueError, match="står 0 gånger"):
        b.brutet("nej")
    with pytest.raises(ValueError, match="ändrar inget"):
        b.model_copy(update={"blir": "ja"}).brutet("ja")
