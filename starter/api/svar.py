"""What an answer looks like: the JSON of every other tool, pages by keyset, and versions that two may meet at."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, is_dataclass
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Header, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from domain.grund.avvisning import Avvisning
from domain.tid.tidpunkt import skriv_utc
from persistence.databas.falt import Forst
from starter.api.fel import Konflikt
from starter.visning.json import enkelt

T = TypeVar("T")

FLEST = 200
Antal = Annotated[int, Query(ge=1, le=FLEST, description="Högst så många rader.")]
Efter = Annotated[
    str | None, Query(max_length=600, pattern=r"^[A-Za-z0-9_-]+$", description="Där förra sidan slutade.")
]
Radnummer = Annotated[int, Field(ge=0, lt=2**63)]
"""The number of a row, as the database counts them."""
OmVersion = Annotated[
    str | None,
    Header(alias="If-Match", max_length=80, description='Versionen man läste, till exempel "12"; annars 412.'),
]


class Sida(BaseModel, Generic[T]):
    """A page of rows; ``nasta`` is what the next one is asked for with, and is missing on the last."""

    rader: list[T]
    nasta: str | None = None


def svar(varde: Any, status: int = 200, *, version: str | int | None = None, **huvuden: str) -> Response:
    """An answer: instants in UTC, amounts as text with two decimals, as ``--json`` of the command line has them."""
    kropp = json.dumps(enkelt(varde), ensure_ascii=False).encode()
    h = {k.replace("_", "-"): v for k, v in huvuden.items()}
    if version is not None:
        h["etag"] = f'"{version}"'
    return Response(kropp, status, h, "application/json")


def sida(request: Request, rader: Sequence[Any], antal: int, plats: Callable[[Any], Sequence[Any]]) -> Response:
    """A page of ``rader``, one more than ``antal`` where there is another page; ``plats`` is a row's place."""
    visade = list(rader[:antal])
    nasta = skriv_plats(plats(visade[-1])) if len(rader) > antal else None
    s = svar({"rader": visade, "nasta": nasta})
    if nasta and request.method == "GET":
        fraga = {k: v for k, v in request.query_params.items() if k != "efter"} | {"efter": nasta}
        s.headers["link"] = f'<{request.url.path}?{urlencode(fraga)}>; rel="next"'
    return s


def sida_ur(
    request: Request, alla: Iterable[T], antal: int, efter: str | None, plats: Callable[[T], tuple[Any, ...]],
    typ: Any = tuple[str, ...], *, fallande: bool = False,
) -> Response:  # fmt: skip
    """A page of what is read whole, a register of some hundreds or what one case holds: by each row's place.

    Args:
        plats: a row's place, of type ``typ``; no two rows have the same.
        fallande: the highest first.

    Raises: Avvisning, for an ``efter`` that we did not write.
    """
    sist = las_plats(efter, typ)
    rader = sorted(alla, key=plats, reverse=fallande)
    if sist is not None:
        rader = [r for r in rader if (plats(r) < sist if fallande else plats(r) > sist)]
    return sida(request, rader[: antal + 1], antal, plats)


def skriv_plats(delar: Sequence[Any]) -> str:
    """A place in an order, as a page's end is told."""
    varden = astuple(delar) if is_dataclass(delar) and not isinstance(delar, type) else tuple(delar)
    return base64.urlsafe_b64encode(json.dumps(enkelt(varden)).encode()).rstrip(b"=").decode()


def las_plats(text: str | None, typ: type[T]) -> T | None:
    """The place again, as ``typ`` (a dataclass or a tuple type). Raises: Avvisning, for what we did not write."""
    if text is None:
        return None
    try:
        delar = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if is_dataclass(typ) and isinstance(delar, list):
            delar = dict(zip(typ.__dataclass_fields__, delar, strict=True))
        return TypeAdapter(typ).validate_python(delar)
    except (ValueError, ValidationError, binascii.Error, RecursionError):
        raise Avvisning("K0.1", "ska vara det som förra sidan gav i nasta", "efter") from None


def radens_version(rad: Any) -> str:
    """The version of a register's row: its ``andrad``, as the row itself shows it."""
    return skriv_utc(rad["andrad"] if isinstance(rad, Mapping) else rad.andrad)


def krav_rad(om: str | None) -> Forst:
    """``krav_version`` of a register's row, asked of it when it is locked to be changed."""
    return lambda rad: krav_version(om, radens_version(rad))


def krav_version(om: str | None, version: str | int) -> None:
    """Whether what one read is what there is. Raises: Konflikt."""
    if om is not None and om.strip() not in ("*", f'"{version}"', f'W/"{version}"'):
        raise Konflikt("någon annan har ändrat det här sedan du läste det; läs det på nytt och gör om ändringen")
