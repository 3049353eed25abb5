"""Who acts, as staff write it after ``--som``: role, id, and for the anordnare the organisation."""

import pytest

from domain.grund.parter import BENAMNING, SYSTEMET, Aktor, Roll

ALLA = (
    "karriarvagledare, anordnare, arbetsledare, kundkoordinator, systemspecialist, socialsekreterare, "
    "dataskyddssamordnare, ekonom, kund, system"
)


@pytest.mark.parametrize(
    ("text", "aktor"),
    [
        ("karriarvagledare:kv1", Aktor(Roll.KARRIARVAGLEDARE, "kv1")),
        (" anordnare:a1@A ", Aktor(Roll.ANORDNARE, "a1", "A")),
        ("anordnare:a1@Å & Ö: två AB", Aktor(Roll.ANORDNARE, "a1", "Å & Ö: två AB")),
        ("anordnare:a1@a@b", Aktor(Roll.ANORDNARE, "a1", "a@b")),
        ("ekonom:Åsa Ek", Aktor(Roll.EKONOM, "Åsa Ek")),
        ("arbetsledare:al1@Nacka", Aktor(Roll.ARBETSLEDARE, "al1", "Nacka")),
        ("system:system", SYSTEMET),
    ],
)
def test_an_actor_is_read_as_it_is_written_and_written_as_it_is_read(text: str, aktor: Aktor) -> None:
    assert Aktor.tolka(text) == aktor
    assert str(aktor) == text.strip()


@pytest.mark.parametrize("roll", list(Roll))
def test_every_role_can_be_written_and_has_a_name_in_swedish(roll: Roll) -> None:
    organisation = "A" if roll is Roll.ANORDNARE else None
    assert Aktor.tolka(str(Aktor(roll, "x", organisation))) == Aktor(roll, "x", organisation)
    assert BENAMNING[roll]


@pytest.mark.parametrize(
    ("text", "sagt"),
    [
        ("kv1", "ska skrivas roll:id eller roll:id@organisation"),
        ("", "ska skrivas roll:id eller roll:id@organisation"),
        ("kund:", "ska skrivas roll:id eller roll:id@organisation"),
        ("anordnare:a1@", "ska skrivas roll:id eller roll:id@organisation"),
        ("anordnare:a1@ A", "ska skrivas roll:id eller roll:id@organisation"),
        (":kv1", "ska skrivas roll:id eller roll:id@organisation"),
        ("KUND:k1", "ska skrivas roll:id eller roll:id@organisation"),
        ("kund:a:b", "ska skrivas roll:id eller roll:id@organisation"),
        ("chef:al1", f"okänd roll; välj någon av {ALLA}"),
        ("anordnare:a1", "anordnarens organisation saknas (anordnare:id@organisation)"),
    ],
)
def test_what_names_no_actor_is_refused_with_what_is_wrong(text: str, sagt: str) -> None:
    with pytest.raises(ValueError, match=r".") as fel:
        Aktor.tolka(text)
    assert str(fel.value) == sagt


def test_only_the_anordnare_needs_an_organisation_and_none_is_none() -> None:
    assert Aktor.tolka("kund:k1").organisation is None
    assert str(Aktor(Roll.KUND, "k1", "")) == "kund:k1"


@pytest.mark.parametrize("text", ["karriärvägledare:kv1", "karriarvagledare:KV1", " karria\u0308rva\u0308gledare:kv1"])
def test_at_a_door_the_role_may_be_written_with_its_dots(text: str) -> None:
    assert Aktor.las(text) == Aktor(Roll.KARRIARVAGLEDARE, "kv1")
    with pytest.raises(ValueError, match="okänd roll"):
        Aktor.las(text.replace("kv1", "kv1").replace("ledare", "ledarö"))
