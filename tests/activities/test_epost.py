"""The notice by e-mail: what it says, and what is an error for now and what for good."""

from typing import Any

import pytest

from activities.stod.epost import AdressAvvisad, Epost, EpostFel


@pytest.mark.krav("K3.3")
def test_the_notice_says_that_there_is_something_and_not_what(epost: Epost, brevlada: Any) -> None:
    epost.skicka("post@a.example", 17)
    (brev,) = brevlada.brev
    assert brevlada.till == ["post@a.example"]
    assert brev["Subject"] == "Du har ett nytt ärendemeddelande"
    assert brev["From"] == "insatsflode@kommun.example"
    assert brev["Message-ID"] == "<meddelande-17@kommun.example>"
    assert brev["Auto-Submitted"] == "auto-generated"
    assert brev.get_content().splitlines() == [
        "Du har ett nytt ärendemeddelande.",
        "",
        "Referens: 17",
        "https://insatsflode.example/inkorg/17",
        "",
        "Det här brevet går inte att svara på.",
    ]


def test_a_login_may_hold_any_character(brevlada: Any) -> None:
    url = f"smtp://insats%40flode:p%2Fw@127.0.0.1:{brevlada.port}"
    Epost(url, "a@b.se", "https://x").skicka("c@d.se", 1)
    assert brevlada.till == ["c@d.se"]


def test_a_wrong_login_is_for_now_and_never_told(brevlada: Any) -> None:
    epost = Epost(f"smtp://insats%40flode:hemligt@127.0.0.1:{brevlada.port}", "a@b.se", "https://x")
    with pytest.raises(EpostFel, match="SMTPAuthenticationError") as fel:
        epost.skicka("c@d.se", 1)
    assert "hemligt" not in str(fel.value) + repr(epost)
    assert fel.value.__cause__ is None and fel.value.__suppress_context__


@pytest.mark.parametrize(
    ("svar", "fel"),
    [
        ("450 busy", EpostFel),
        ("550 5.1.1 no such user", AdressAvvisad),
        ("550 5.2.1 closed", AdressAvvisad),
        ("553 not here", AdressAvvisad),
        # Not about the address: the server itself, relaying, a block list, a login, a full mailbox.
        ("550 no", EpostFel),
        ("550 5.7.1 relaying denied", EpostFel),
        ("553 5.7.1 sender refused", EpostFel),
        ("554 5.7.1 blocked", EpostFel),
        ("530 5.7.0 log in first", EpostFel),
        ("552 5.2.2 mailbox full", EpostFel),
    ],
)
def test_a_refused_address_is_for_good_only_when_the_server_says_so(
    epost: Epost, brevlada: Any, svar: str, fel: type[Exception]
) -> None:
    brevlada.adresser["c@d.se"] = svar
    with pytest.raises(fel, match="SMTPRecipientsRefused") as sagt:
        epost.skicka("c@d.se", 1)
    assert "c@d.se" not in str(sagt.value)


@pytest.mark.parametrize(
    ("svar", "fel"), [("451 later", EpostFel), ("554 never", EpostFel), ("554 5.1.2 bad", AdressAvvisad)]
)
def test_a_refused_notice_is_for_good_only_when_the_server_says_so(
    epost: Epost, brevlada: Any, svar: str, fel: type[Exception]
) -> None:
    brevlada.svar = [svar]
    with pytest.raises(fel):
        epost.skicka("c@d.se", 1)


def test_a_server_that_is_down_is_for_now() -> None:
    with pytest.raises(EpostFel, match="ConnectionRefusedError"):
        Epost("smtp://127.0.0.1:1", "a@b.se", "https://x").skicka("c@d.se", 1)


def test_tls_from_the_first_byte_is_not_spoken_to_one_who_cannot(brevlada: Any) -> None:
    with pytest.raises(EpostFel):
        Epost(f"smtps://127.0.0.1:{brevlada.port}", "a@b.se", "https://x").skicka("c@d.se", 1)
    assert brevlada.brev == []


@pytest.mark.parametrize("url", ["", "mail.example", "http://mail.example", "smtp://", "smtp://x:port", "smtp://x:0"])
def test_a_url_that_cannot_be_used_is_told_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="SMTP_URL"):
        Epost(url, "a@b.se", "https://x")


@pytest.mark.parametrize("avsandare", ["", "kommunen", "a b@c.se", "a@b.se\nBcc: c@d.se"])
def test_a_sender_that_is_no_address_is_told_at_once(avsandare: str) -> None:
    with pytest.raises(ValueError, match="AVSANDARE"):
        Epost("smtp://x", avsandare, "https://x")
