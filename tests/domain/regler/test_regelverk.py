"""The regelverk as a value: what applies on which day, and what becomes of it when a new edition comes."""

import copy
import pickle
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Parameter, Regelverk, SaknarRegel
from domain.regler.varde import FelIRegelverk, Innehall, Varde
from regelverk import las_utgavor

DYGN = timedelta(days=1)
NYAR, SLUT = date(2024, 1, 1), date(2024, 12, 31)
NYAR25 = date(2025, 1, 1)
typ = TypeAdapter(Regelverk)


def parameter(nyckel: str, *varden: Varde) -> Parameter:
    return Parameter(nyckel, "dagar", "§7.3", "K7.3", "faststalld", "Vad det betyder.", varden)


def tills_vidare(nyckel: str, varde: Innehall, fran: date = NYAR) -> Parameter:
    return parameter(nyckel, Varde(fran, None, varde))


R = Regelverk(
    ("2024",),
    (
        tills_vidare("plan.dagar", 14),
        parameter("checkbelopp.AMI", Varde(NYAR, SLUT, "3876.00")),
        tills_vidare("paminnelse.klockslag", "08:00"),
        tills_vidare("mall", ("progression", "narvaro")),
        tills_vidare("avslut.form", (("mal_natt", "fortid"), ("sjukskrivning", "avbrott"))),
    ),
)


def test_each_kind_of_value_is_looked_up_by_key_and_day() -> None:
    assert R.tal("plan.dagar", NYAR) == 14
    assert R.belopp("checkbelopp.AMI", NYAR) == Decimal("3876.00")
    assert R.text_varde("paminnelse.klockslag", NYAR) == "08:00"
    assert R.lista("mall", NYAR) == ("progression", "narvaro")
    assert R.tabell("avslut.form", NYAR) == {"mal_natt": "fortid", "sjukskrivning": "avbrott"}
    assert R.parameter("plan.dagar").paragraf == "§7.3"


def test_a_value_applies_from_its_first_day_to_its_last_both_included() -> None:
    assert R.belopp("checkbelopp.AMI", NYAR - DYGN) is None
    assert R.belopp("checkbelopp.AMI", NYAR) is not None
    assert R.belopp("checkbelopp.AMI", SLUT) is not None
    assert R.belopp("checkbelopp.AMI", SLUT + DYGN) is None


def test_a_day_without_a_value_is_refused_with_key_and_date_for_all_but_amounts() -> None:
    with pytest.raises(SaknarRegel, match=r"^regelverket saknar något värde den 2023-12-31: plan\.dagar$"):
        R.tal("plan.dagar", NYAR - DYGN)
    for fraga in (R.text_varde, R.lista, R.tabell):
        with pytest.raises(SaknarRegel):
            fraga("plan.dagar", NYAR - DYGN)


def test_an_unknown_key_is_refused_by_name_whatever_is_asked() -> None:
    for fraga in (R.tal, R.belopp, R.text_varde, R.lista, R.tabell):
        with pytest.raises(SaknarRegel, match=r"^regelverket saknar regeln: finns\.inte$"):
            fraga("finns.inte", NYAR)
    with pytest.raises(SaknarRegel):
        R.parameter("finns.inte")


def test_a_key_asked_for_as_the_wrong_kind_is_refused() -> None:
    for fraga, nyckel, inte in (
        (R.tal, "mall", "ett tal"),
        (R.belopp, "plan.dagar", "ett belopp"),
        (R.text_varde, "plan.dagar", "en text"),
        (R.lista, "avslut.form", "en lista"),
        (R.lista, "paminnelse.klockslag", "en lista"),
        (R.tabell, "mall", "en tabell"),
        (R.tabell, "plan.dagar", "en tabell"),
        (R.perioder, "plan.dagar", "perioder"),
        (R.perioder, "avslut.form", "perioder"),
    ):
        with pytest.raises(TypeError, match=f"^{nyckel} är inte {inte}$"):
            fraga(nyckel, NYAR)


def test_a_regelverk_survives_json_and_copying_as_an_equal_object_also_after_use() -> None:
    R.tal("plan.dagar", NYAR)
    for kopia in (typ.validate_json(typ.dump_json(R)), copy.deepcopy(R), pickle.loads(pickle.dumps(R))):
        assert kopia == R
        assert hash(kopia) == hash(R)
        assert kopia.tabell("avslut.form", NYAR) == R.tabell("avslut.form", NYAR)


innehall = (
    st.integers(0, 400)
    | st.text(max_size=8)
    | st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=3).map(tuple)
    | st.dictionaries(st.text(max_size=3), st.text(max_size=3), min_size=1, max_size=3).map(lambda t: tuple(t.items()))
)


@given(innehall)
def test_every_kind_of_value_keeps_its_kind_through_json(varde: Innehall) -> None:
    r = Regelverk(("x",), (tills_vidare("nyckel", varde),))
    assert typ.validate_json(typ.dump_json(r)) == r


def test_a_new_edition_closes_what_was_open_the_day_before() -> None:
    nytt = R.tillfor([tills_vidare("plan.dagar", 21, NYAR25)], "2025")
    assert (nytt.tal("plan.dagar", SLUT), nytt.tal("plan.dagar", NYAR25)) == (14, 21)
    assert [str(v) for v in nytt.parameter("plan.dagar").varden] == ["2024-01-01–2024-12-31", "2025-01-01–"]
    assert nytt.utgavor == ("2024", "2025")


def test_a_new_edition_leaves_the_old_regelverk_and_the_other_keys_as_they_were() -> None:
    fore = replace(R)
    nytt = R.tillfor([tills_vidare("plan.dagar", 21, NYAR25)], "2025")
    assert fore == R
    assert R.tal("plan.dagar", NYAR25) == 14
    assert [p for p in nytt.parametrar if p.nyckel != "plan.dagar"] == [
        p for p in R.parametrar if p.nyckel != "plan.dagar"
    ]


def test_a_new_edition_may_bring_a_decided_amount_and_a_new_key() -> None:
    nytt = R.tillfor(
        [
            parameter("checkbelopp.AMI", Varde(NYAR25, date(2025, 12, 31), "4000.50")),
            tills_vidare("ny", 1, NYAR25),
        ],
        "2025",
    )
    assert nytt.belopp("checkbelopp.AMI", SLUT) == Decimal("3876.00")
    assert nytt.belopp("checkbelopp.AMI", NYAR25) == Decimal("4000.50")
    assert nytt.tal("ny", NYAR25) == 1


def test_the_same_edition_added_twice_changes_nothing() -> None:
    utgava = [tills_vidare("plan.dagar", 21, NYAR25)]
    en_gang = R.tillfor(utgava, "2025")
    assert en_gang.tillfor(utgava, "2025") == en_gang


@pytest.mark.parametrize(
    ("ny", "skal"),
    [
        (
            parameter("checkbelopp.AMI", Varde(SLUT, None, "4000")),
            "perioderna 2024-01-01–2024-12-31 och 2024-12-31– överlappar varandra",
        ),
        (
            parameter("checkbelopp.AMI", Varde(NYAR25 + DYGN, None, "4000")),
            "det finns ett glapp mellan perioderna 2024-01-01–2024-12-31 och 2025-01-02–",
        ),
        (
            tills_vidare("plan.dagar", 21, NYAR),
            "perioderna 2024-01-01– och 2024-01-01– överlappar varandra",
        ),
        (
            tills_vidare("plan.dagar", 21, NYAR - DYGN),
            "perioderna 2023-12-31– och 2024-01-01– överlappar varandra",
        ),
    ],
)
def test_a_new_edition_that_overlaps_or_leaves_a_gap_is_refused(ny: Parameter, skal: str) -> None:
    with pytest.raises(FelIRegelverk) as fel:
        R.tillfor([ny], "2025")
    assert str(fel.value) == f"2025: {ny.nyckel}: {skal}"


def test_a_refusal_names_the_file_when_there_is_one() -> None:
    with pytest.raises(FelIRegelverk, match=r"^2025\.toml: plan\.dagar: ") as fel:
        R.tillfor([tills_vidare("plan.dagar", 21, NYAR)], "2025", "2025.toml")
    assert (fel.value.fil, fel.value.nyckel) == ("2025.toml", "plan.dagar")


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6, unique=True))
def test_after_any_row_of_editions_every_day_has_exactly_one_value(starter: list[int]) -> None:
    r = R
    for n in sorted(starter):
        r = r.tillfor([tills_vidare("plan.dagar", n, NYAR + timedelta(days=n))], f"utgåva {n}")
    for n in range(402):
        dag = NYAR + timedelta(days=n)
        assert sum(v.galler(dag) for v in r.parameter("plan.dagar").varden) == 1
        assert r.tal("plan.dagar", dag) == max((s for s in starter if s <= n), default=14)


def test_an_answer_is_the_same_the_second_time_and_of_the_day_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("domain.regler.regelverk._FLEST_FUNNA", 5)
    regler, ny = skapa_regelverk(las_utgavor()), skapa_regelverk(las_utgavor())
    for n in range(20):
        dag = date(2024, 1, 1) + timedelta(days=30 * (n % 7))
        assert regler.tal("manadsrapport.dag", dag) == ny.tal("manadsrapport.dag", dag)
        assert regler.belopp("checkbelopp.AMI", dag) == ny.belopp("checkbelopp.AMI", dag)
        assert len(regler._funna) <= 5
    assert regler == ny and hash(regler) == hash(ny)


def test_what_is_not_there_is_said_each_time() -> None:
    regler = skapa_regelverk(las_utgavor())
    for _ in range(2):
        with pytest.raises(SaknarRegel):
            regler.tal("manadsrapport.dag", date(1999, 1, 1))
        with pytest.raises(SaknarRegel):
            regler.tal("hittapa", date(2024, 3, 1))
