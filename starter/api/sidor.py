"""The few pages that a login needs, plain and complete; a desk gives its own in their place (``skapa_app``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Protocol

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from domain.grund.ordval import med_stor
from domain.grund.parter import Aktor
from starter.visning.ordval.lagesord import aktor_i_ord


class Sidor(Protocol):
    """What is shown to a person's browser at the doors."""

    def fel(self, request: Request, problem: Mapping[str, Any]) -> Response:
        """An error, by its problem as data; the status is set afterwards."""

    def valj_roll(self, request: Request, valbara: Sequence[Aktor], csrf: str, till: str) -> Response:
        """Choose among roles and organisations; a form to ``/valj-roll`` with ``aktor``, ``till`` and ``csrf``."""

    def forsta(self, request: Request, aktor: Aktor, csrf: str) -> Response:
        """The first page of one who is logged in; ``csrf`` is for a form to ``/logga-ut``."""


class EnklaSidor:
    """Without style and script."""

    def fel(self, request: Request, problem: Mapping[str, Any]) -> Response:  # noqa: ARG002 - a desk needs it
        krav = f" ({escape(str(problem['krav']))})" if problem.get("krav") else ""
        igen = '<p><a href="/logga-in">Logga in</a></p>' if problem["status"] in (401, 403) else ""
        return _sida(str(problem["title"]), f"<p>{escape(med_stor(str(problem['detail'])))}{krav}.</p>{igen}")

    def valj_roll(self, request: Request, valbara: Sequence[Aktor], csrf: str, till: str) -> Response:  # noqa: ARG002 - a desk needs it
        rader = "".join(
            f'<p><button name="aktor" value="{escape(str(a))}">{escape(aktor_i_ord(a))}</button></p>' for a in valbara
        )
        dolt = (
            f'<input type="hidden" name="csrf" value="{csrf}"><input type="hidden" name="till" value="{escape(till)}">'
        )
        return _sida("Välj vilken roll du har nu", f'<form method="post" action="/valj-roll">{dolt}{rader}</form>')

    def forsta(self, request: Request, aktor: Aktor, csrf: str) -> Response:  # noqa: ARG002 - a desk needs it
        ut = (
            f'<form method="post" action="/logga-ut"><input type="hidden" name="csrf" value="{csrf}">'
            "<button>Logga ut</button></form>"
        )
        return _sida(
            "Inloggad", f'<p>Du är {escape(aktor_i_ord(aktor))}.</p><p><a href="/valj-roll">Byt roll</a></p>{ut}'
        )


def _sida(rubrik: str, innehall: str) -> Response:
    huvud = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(rubrik)}</title>'
    return HTMLResponse(
        f'<!doctype html><html lang="sv"><head>{huvud}</head>'
        f"<body><main><h1>{escape(rubrik)}</h1>{innehall}</main></body></html>"
    )
