"""E-mail: a short notice that there is something to read, and nothing about what (K3.3)."""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import localtime
from ipaddress import ip_address
from typing import ClassVar
from urllib.parse import SplitResult, unquote, urlsplit

AMNE = "Du har ett nytt ärendemeddelande"
_TIDSGRANS = 20
"""Seconds to wait for the mail server in each step."""
_ADRESSEN = re.compile(r"5\.(1\.\d+|2\.1)\b")
_UTOKAD = re.compile(r"\d\.\d+\.\d+\b")
_OM_BREVLADAN = frozenset({551, 553})
"""Replies that are about the mailbox by themselves (RFC 5321); a 550 may be about anything."""
_PERMANENT = 500
"""SMTP: replies from here on are for good."""


class EpostFel(Exception):
    """The notice could not be handed over now; it may go later.

    ``slag`` is the name of the cause's class. ``servern_nere``: it has nothing to do with this notice, and the next
    would fare no better. ``oviss``: nobody knows whether it was taken.
    """

    typ: ClassVar[str] = "EpostFel"

    def __init__(self, slag: str, servern_nere: bool = False, *, oviss: bool = False) -> None:
        self.slag, self.servern_nere, self.oviss = slag, servern_nere, oviss
        super().__init__(f"e-postservern tog inte emot aviseringen ({slag})")


class AdressAvvisad(Exception):
    """The mail server refuses this address or this notice for good. ``slag`` as in ``EpostFel``."""

    def __init__(self, slag: str) -> None:
        self.slag = slag
        super().__init__(f"e-postservern avvisar mottagaren ({slag})")


@dataclass(frozen=True)
class Epost:
    """Where notices are handed over.

    Attributes:
        url: ``smtp://[user:password@]host[:port]``, or ``smtps://`` for TLS from the first byte.
        avsandare: the sender's address.
        lank_bas: what the link to the inbox begins with.

    Raises:
        ValueError: Swedish; the URL or the sender cannot be used. The password is never told.
    """

    url: str = field(repr=False)
    avsandare: str
    lank_bas: str

    def __post_init__(self) -> None:
        if not _server(self.url):
            raise ValueError("SMTP_URL ska skrivas smtp://användare:lösenord@värd:port eller smtps://…")
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", self.avsandare):
            raise ValueError("AVSANDARE ska vara en e-postadress")

    def skicka(self, till: str, meddelande: int, *, sista: bool = False) -> None:
        """Hand over the notice of one message to one address.

        A refusal that says nothing of the address (a plain 550, relaying, a block list, a login) is no verdict on it,
        and is tried again; not until it is the last try (``sista``) is it one.

        Raises:
            AdressAvvisad: for good.
            EpostFel: for now; also a wrong login or certificate, which someone will put right.
        """
        brev = self.brev(till, meddelande)
        try:
            server = self._oppna()
        except (smtplib.SMTPException, OSError) as fel:
            raise EpostFel(type(fel).__name__, servern_nere=True) from None
        try:
            server.send_message(brev)
        except smtplib.SMTPRecipientsRefused as fel:
            permanent = all(_om_adressen(kod, svar, sista) for kod, svar in fel.recipients.values())
            raise (AdressAvvisad if permanent else EpostFel)(type(fel).__name__) from None
        except smtplib.SMTPDataError as fel:
            permanent = _om_adressen(fel.smtp_code, fel.smtp_error, sista)
            raise (AdressAvvisad if permanent else EpostFel)(type(fel).__name__) from None
        except smtplib.SMTPNotSupportedError as fel:  # an address with letters that the server does not know
            raise AdressAvvisad(type(fel).__name__) from None
        except (smtplib.SMTPServerDisconnected, OSError) as fel:
            # Whether it was taken nobody knows, and it may go twice. The next would too: it waits for a better time.
            raise EpostFel(type(fel).__name__, servern_nere=True, oviss=True) from None
        except smtplib.SMTPException as fel:
            raise EpostFel(type(fel).__name__) from None
        finally:
            # It has been handed over, or has failed with a reason of its own: how we part changes neither.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def brev(self, till: str, meddelande: int) -> EmailMessage:
        """The notice: a reference and a link, never what it is about."""
        brev = EmailMessage()
        brev["Subject"] = AMNE
        brev["From"] = self.avsandare
        brev["To"] = till
        brev["Date"] = localtime()
        # The same message has the same id whenever it is sent, so a second copy is known for what it is.
        brev["Message-ID"] = f"<meddelande-{meddelande}@{self.avsandare.rpartition('@')[2]}>"
        brev["Auto-Submitted"] = "auto-generated"
        brev.set_content(
            f"{AMNE}.\n\nReferens: {meddelande}\n{self.lank_bas.rstrip('/')}/inkorg/{meddelande}\n\n"
            "Det här brevet går inte att svara på.\n"
        )
        return brev

    def _oppna(self) -> smtplib.SMTP:
        adress = urlsplit(self.url)
        vard, port = adress.hostname or "", adress.port
        kontext = ssl.create_default_context()
        if adress.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(vard, port or 465, timeout=_TIDSGRANS, context=kontext)
        else:
            server = smtplib.SMTP(vard, port or 25, timeout=_TIDSGRANS)
        try:
            self._logga_in(server, adress, kontext)
        except BaseException:
            server.close()
            raise
        return server

    @staticmethod
    def _logga_in(server: smtplib.SMTP, adress: SplitResult, kontext: ssl.SSLContext) -> None:
        krypterad = adress.scheme == "smtps"
        server.ehlo_or_helo_if_needed()
        if not krypterad and server.has_extn("starttls"):
            server.starttls(context=kontext)
            krypterad = True
        if adress.username:
            if not krypterad and not _egen_dator(adress.hostname or ""):
                raise smtplib.SMTPNotSupportedError("STARTTLS")
            server.login(unquote(adress.username), unquote(adress.password or ""))


def _om_adressen(kod: int, svar: bytes | str, sista: bool) -> bool:
    """Whether a reply is for good and about the address (RFC 3463: 5.1.x, and 5.2.1 for a mailbox that is closed)."""
    if kod < _PERMANENT:
        return False
    text = svar.decode("ascii", "replace") if isinstance(svar, bytes) else svar
    if sista or _ADRESSEN.match(text.strip()):
        return True
    return kod in _OM_BREVLADAN and not _UTOKAD.match(text.strip())


def _server(url: str) -> SplitResult | None:
    with suppress(ValueError):  # a port that is no number
        adress = urlsplit(url)
        if adress.scheme in ("smtp", "smtps") and adress.hostname and (adress.port is None or adress.port > 0):
            return adress
    return None


def _egen_dator(vard: str) -> bool:
    with suppress(ValueError):
        return ip_address(vard).is_loopback
    return vard == "localhost"
