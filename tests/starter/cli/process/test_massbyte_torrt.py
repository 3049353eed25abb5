"""§5.1: what a bulk move would move is shown first, kunder of the register with it, and nothing is changed (K5.1)."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, text

from starter.cli.alla import insats
from tests.starter.cli.conftest import Spela

FALL = """
namn: flytten
aktualisering:
  tid: 2024-03-01T09:00
  av: "karriarvagledare:kv1"
  insats: AMI2
  anordnare: A
  kund: {malgrupp: ekonomiskt_bistand, fodelsedatum: 1990-05-02, arbetsformaga: 50}
"""


def kor(*argument: str) -> Result:
    return CliRunner().invoke(insats, ["massbyte", "karriarvagledare", *argument, "--som", "arbetsledare:al1"])


def ansvariga(motor: Engine) -> list[str]:
    with motor.connect() as c:
        kunder, arenden = "SELECT karriarvagledare FROM kund", "SELECT karriarvagledare FROM insats"
        return [str(v) for v in c.execute(text(f"{kunder} UNION ALL {arenden}")).scalars()]


@pytest.mark.krav("K5.1")
def test_a_bulk_move_is_shown_and_asked_about_before_anything_is_changed(spelat: Spela, motor: Engine) -> None:
    arende = spelat(FALL)
    with motor.begin() as c:
        for kv in ("kv1", "kv2"):
            varden = f"VALUES ('{kv}', 'x', '{kv}@nacka.example', '2020-01-01', now(), 'prov')"
            c.execute(text(f"INSERT INTO karriarvagledare (id, namn, epost, fran, andrad, andrad_av) {varden}"))
        c.execute(text("INSERT INTO kund (id, personnummer, fodelsedatum, namn, karriarvagledare, andrad, andrad_av)"
                       " VALUES ('ku-1', '199005022398', '1990-05-02', 'Åsa', 'kv1', now(), 'prov')"))  # fmt: skip
    torrt = kor("KV1", "kv2", "--torrkor")
    assert torrt.exit_code == 0, torrt.output
    assert torrt.output.splitlines() == [
        "1 ärende och 1 kund i registret skulle flyttas från KV1 till kv2. Ingenting är ändrat.", arende,
    ]  # fmt: skip
    ofragat = kor("kv1", "kv2")
    assert ofragat.exit_code == 2 and "Ange --ja, eller --torrkor" in ofragat.output
    assert "finns inte bland karriärvägledarna i registret" in kor("kv1", "kv77", "--torrkor").output
    assert ansvariga(motor) == ["kv1", "kv1"]
