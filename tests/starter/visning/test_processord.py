"""What stands beside the cases is told in words, whatever kind it is."""

from domain.processer.alla import PROCESSER
from starter.visning.ordval.processord import HANDELSE


def test_every_line_of_every_process_has_words() -> None:
    slag = {h.__dataclass_fields__["slag"].default for r in PROCESSER.values() for h in r.handelser}  # type: ignore[attr-defined]
    assert slag == set(HANDELSE)
