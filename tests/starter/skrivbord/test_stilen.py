"""The style that is served is made of its source by ``framsida/bygg.sh``, and of nothing else."""

from __future__ import annotations

import hashlib

from tests.huset.platser import ROT

SKRIVBORDET = ROT / "starter" / "skrivbord"


def test_the_style_is_made_of_the_source_that_stands_beside_it() -> None:
    kalla = SKRIVBORDET / "framsida"
    vantat = hashlib.sha256((kalla / "skrivbord.scss").read_bytes() + (kalla / "package.json").read_bytes()).hexdigest()
    rader = (SKRIVBORDET / "statiskt" / "skrivbord.css").read_text().splitlines()
    assert rader[-1] == f"/* {vantat[:16]} */", "kör starter/skrivbord/framsida/bygg.sh"
