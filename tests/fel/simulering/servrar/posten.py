"""The mail server: it takes a notice, or says not now, or takes it and its answer is lost."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from activities.stod.epost import EpostFel
from tests.fel.simulering.varlden import Varld


class Posten:
    """``lamnade``: how often each message has been taken."""

    def __init__(self, varld: Varld) -> None:
        self._varld, self.lamnade, self._borta_till = varld, Counter[int](), varld.nu

    def skicka(self, till: str, meddelande: int, *, sista: bool = False) -> None:  # noqa: ARG002 - the sender's signature
        self._varld.paus()
        if self._varld.hander("e-postservern säger 4xx", 0.05):
            raise EpostFel("SMTPDataError")
        if self._varld.nu < self._borta_till:
            raise EpostFel("ConnectionRefusedError", servern_nere=True)
        if self._varld.hander("e-postservern nere", 0.02):
            self._borta_till = self._varld.nu + timedelta(seconds=self._varld.r.choice((0, 0, 20, 300)))
            raise EpostFel("ConnectionRefusedError", servern_nere=True)
        self.lamnade[meddelande] += 1
        self._varld.paus()
        if self._varld.hander("e-post lämnad, svaret borta", 0.03):
            raise EpostFel("SMTPServerDisconnected", servern_nere=True, oviss=True)
