"""``insats betalning`` on a closed month: who sees what, in which form, and what is refused in one Swedish line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, insert

from persistence.databas.motor import transaktion
from persistence.tabeller.process import process
from starter.cli.alla import insats
from tests.persistence.betalning.betalningar import NU, arende, rad, stangd

pytestmark = pytest.mark.krav("K14.6")
E1, AL, KV = "ekonom:e1", "arbetsledare:al1", "karriarvagledare:kv1"
A, B = "anordnare:h1@A", "anordnare:h2@B"
STEG = {
    "manad": "2024-04", "vantar_till": "2024-04-16T00:00:00+00:00", "ingar_i": None,
    "forberedd": {"av": "ekonom:e1", "tid": "2024-04-16T07:12:00+00:00"}, "attesterad": None,
}  # fmt: skip


@pytest.fixture(autouse=True)
def manaden(motor: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """April 2024, closed and prepared: A has a month and something that waits, B a debt. No Temporal is running."""
    for namn in ("INSATS_SOM", "REGELVERK_KATALOG", "TEMPORAL_NAMESPACE"):
        monkeypatch.delenv(namn, raising=False)
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(tmp_path / "ingen"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")
    arende(motor, "in-1")
    arende(motor, "in-2", "B")
    rad(motor, "in-1", "2024-03", "3876.00", "2024-04")
    rad(motor, "in-1", "2024-02", "100.00", "2024-03", "klar", forklaring="betalas i 2024-03 (K14.5)")
    rad(motor, "in-2", "2024-02", "-500.00", "2024-04", slag="justering", anordnare="B")
    stangd(motor, "2024-04")
    satt_process(motor, "forberedd", STEG)


def satt_process(motor: Engine, status: str, data: dict[str, Any], manad: str = "2024-04") -> None:
    rad_ = {"slag": "betalningsmanad", "status": status, "rubrik": "x", "data": data | {"manad": manad}}
    with transaktion(motor) as c:
        c.execute(process.delete().where(process.c.id == f"betalningsmanad-{manad}"))
        c.execute(insert(process).values(id=f"betalningsmanad-{manad}", **rad_, oppen=True, nr=1, senast=NU))


def kor(*argument: str) -> Result:
    return CliRunner().invoke(insats, ["betalning", *argument])


def text(*argument: str) -> str:
    svar = kor(*argument)
    assert svar.exit_code == 0, svar.output
    return " ".join(svar.stdout.replace("\u00a0", " ").split())


def fel(*argument: str) -> str:
    svar = kor(*argument)
    assert svar.exit_code in (1, 2), svar.output
    (rad_,) = svar.stderr.splitlines()
    assert rad_.startswith("Fel: ")
    return rad_


@pytest.mark.parametrize("som", [E1, AL])
def test_the_ekonom_and_the_arbetsledare_see_every_anordnare_and_which_cases_did_not_answer(som: str) -> None:
    svar = text("2024-04", "--som", som)
    assert "Betalningsmånad 2024-04: förberedd, väntar på attest." in svar
    assert "Förberedd 2024-04-16 09:12 av ekonomen e1." in svar
    assert "A │ 3 876,00 kr" in svar
    assert "B │ 0,00 kr │ -500,00 kr │ 0,00 kr │ 0,00 kr │ -500,00 kr │ 1 │ 0" in svar
    assert "Alla │ 3 876,00 kr │ -500,00 kr │ 0,00 kr │ 3 876,00 kr │ -500,00 kr │ 2 │ 1" in svar
    assert "Ärenden som inte svarade" in svar
    assert "in-1 │ A │ februari 2024 │ 100,00 kr" in svar


def test_the_months_are_listed_newest_first_with_where_they_stand(motor: Engine) -> None:
    satt_process(motor, "stangs", STEG, "2024-05")
    svar = text("--som", E1)
    assert "2024-05 │ håller på att stängas" in svar
    assert svar.index("2024-05") < svar.index("2024-04 │ förberedd, väntar på attest │ 3 876,00 kr")


def test_an_anordnare_sees_its_own_part_when_it_is_attested_and_nobody_elses(motor: Engine) -> None:
    assert "inte attesterad än" in fel("2024-04", "--som", A)
    assert text("--som", A) == "Betalningsmånader: inget att visa."
    satt_process(motor, "attesterad", STEG)
    svar = text("2024-04", "--som", A)
    assert "Att betala: 3 876,00 kr" in svar
    assert "in-1 │ AMI2 │ februari 2024 │ 30 │ 100,00 kr │ ärendet har inte svarat" in svar
    assert "in-2" not in svar
    assert "inte ditt att se" in fel("2024-04", "--anordnare", "B", "--som", A)
    assert "2024-04 │ attesterad │ 0,00 kr │ -500,00 kr │ -500,00 kr │ 1 │ 0" in text("--som", B)


@pytest.mark.parametrize("argument", [("2024-04",), (), ("2024-04", "--anordnare", "A"), ("2024-04", "stang")])
def test_who_has_nothing_to_do_with_payments_sees_none(argument: tuple[str, ...]) -> None:
    assert "K14.6" in fel(*argument, "--som", KV)


@pytest.mark.parametrize("som", [A, KV])
@pytest.mark.parametrize("steg", [("forbered",), ("attestera",), ("aterlamna", "--skal", "x")])
def test_who_signs_no_month_learns_not_which_there_are(steg: tuple[str, ...], som: str) -> None:
    assert len({fel(manad, *steg, "--som", som) for manad in ("2024-03", "2024-04", "2024-05")}) == 1


def test_the_answer_as_data_holds_the_same_and_sums_to_the_ore() -> None:
    hela = json.loads(kor("2024-04", "--som", E1, "--json").stdout)
    assert hela["status"] == "forberedd"
    assert hela["totalt"]["att_betala"] == "3876.00"
    assert [(t["anordnare"], t["utgaende"]) for t in hela["anordnare"]] == [("A", "0.00"), ("B", "-500.00")]
    assert [h["arende"] for h in hela["ej_svarat"]] == ["in-1"]
    en = json.loads(kor("2024-04", "--anordnare", "A", "--som", E1, "--json").stdout)
    assert [(r["arende"], r["belopp"]) for r in en["rader"]] == [("in-1", "3876.00")]
    assert [(h["status"], h["belopp"]) for h in en["innehallna"]] == [("ej_svarat", "100.00")]


def test_files_are_written_for_one_anordnare_and_for_all(tmp_path: Path) -> None:
    svar = text("2024-04", "--anordnare", "A", "--csv", str(tmp_path / "a.csv"), "--pdf", str(tmp_path / "a.pdf"),
                "--som", E1)  # fmt: skip
    assert svar.count("finns i") == 2
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    assert "in-1" in (tmp_path / "a.csv").read_text("utf-8-sig")
    text("2024-04", "--underlag", str(tmp_path / "ny" / "ut"), "--csv", str(tmp_path / "alla.csv"), "--som", E1)
    assert sorted(f.name for f in (tmp_path / "ny" / "ut").iterdir()) == [
        "betalning 2024-04 A.csv", "betalning 2024-04 A.pdf", "betalning 2024-04 B.csv", "betalning 2024-04 B.pdf",
    ]  # fmt: skip
    assert (tmp_path / "alla.csv").read_text("utf-8-sig").splitlines()[2].startswith("B;0,00;-500,00;0,00;0,00;-500,00")


def test_closing_a_closed_month_again_shows_what_it_was_closed_with() -> None:
    assert text("2024-04", "stang", "--som", E1) == text("2024-04", "--som", E1)


MISSTAG: list[tuple[list[str], str]] = [
    (["2024-13"], "är inte en månad; skriv ÅÅÅÅ-MM"),
    (["april"], "är inte en månad"),
    (["0000-01"], "är inte en månad"),
    (["2024-04", "attest"], "attest är inte någon av"),
    (["2023-12"], "ligger före regelverket"),
    (["2024-03"], "stängdes inte för sig utan ingår i 2024-04"),
    (["2024-03", "stang"], "ingår i 2024-04"),
    (["2024-05"], "är inte stängd; stäng den med insats betalning 2024-05 stang"),
    (["2098-05"], "är inte stängd än; den stängs 2098-05-16 klockan 00:00"),
    (["2024-05", "forbered"], "är inte stängd"),
    (["2024-04", "--anordnare", "Finns Inte"], "anordnare: Finns Inte har inget i betalningsmånad 2024-04"),
    (["2024-04", "--pdf", "x.pdf"], "ange --anordnare, eller --underlag för alla"),
    (["2024-04", "--anordnare", "A", "--pdf", "/finns/inte/x.pdf"], "katalogen finns inte"),
    (["2024-04", "--underlag", "/dev/null/x"], "går inte att skapa som katalog"),
    (["2024-04", "forbered", "--csv", "x.csv"], "hör till att visa en månad"),
    (["--csv", "x.csv"], "hör till att visa en månad"),
    (["2024-04", "forbered", "--skal", "x"], "skal: hör till aterlamna"),
    (["2024-04", "attestera", "--notering", "x"], "notering: hör till forbered"),
    (["2024-04", "aterlamna"], "skal: säg varför betalningen återlämnas"),
    (["2024-04", "aterlamna", "--skal", "  "], "skal: säg varför betalningen återlämnas"),
    (["2024-05", "stang"], "ingen Temporal-server svarar på 127.0.0.1:1"),
]


def test_a_mistake_is_one_swedish_line() -> None:
    for argument, vantat in MISSTAG:  # one database for all of them: nothing is changed
        assert vantat in fel(*argument, "--som", E1), argument


def test_a_month_that_is_being_closed_says_what_it_waits_for(motor: Engine) -> None:
    rad(motor, "in-1", "2024-04", "100.00", "2024-05", "klar")
    satt_process(motor, "stangs", STEG, "2024-05")
    svar = fel("2024-05", "--som", E1)
    assert "håller på att stängas; 2 utbetalningar väntas in, längst till 2024-04-16 02:00" in svar
