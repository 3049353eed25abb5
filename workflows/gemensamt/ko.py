"""What has been said to a process and waits for its turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.grund.avvisning import Avvisning
    from domain.skeende.inkommet import Inkommet


@dataclass(eq=False)
class Sagt:
    """``tid`` is its registration instant; ``avvisning`` why it was refused, once it is ``klart``."""

    inkommet: Inkommet
    tid: datetime
    klart: bool = False
    avvisning: Avvisning | None = None
