"""Code is written alike: the same checks that come before the tests, so that a run of the tests alone says it too."""

import subprocess
import sys
from pathlib import Path

import pytest

ROT = Path(__file__).parents[2]


@pytest.mark.parametrize("hur", [("check", "."), ("format", "--check", ".")], ids=lambda h: h[0])
def test_the_code_is_written_as_it_is_checked(hur: tuple[str, ...]) -> None:
    ruff = Path(sys.executable).with_name("ruff")
    svar = subprocess.run([ruff, *hur], cwd=ROT, capture_output=True, text=True, timeout=120, check=False)
    assert svar.returncode == 0, svar.stdout[-2000:]
