"""The domain's values as JSON and back: journal lines, state, kommandon.

One place, so that the database, Temporal and the case files agree on the form.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import Field, TypeAdapter

from domain.grund.granser import Json, LastJson
from domain.grund.parter import Aktor
from domain.insats.insats import Insats
from domain.liv.rutin import HANDELSER
from domain.skeende.handelse import Handelse
from domain.skeende.journal import Post

if TYPE_CHECKING:
    AnyHandelse = Handelse
else:
    AnyHandelse = Annotated[Union[HANDELSER], Field(discriminator="slag")]  # noqa: UP007

_HANDELSE: TypeAdapter[Any] = TypeAdapter(AnyHandelse)
_INSATS: TypeAdapter[Insats] = TypeAdapter(Insats)


def handelse_till_json(h: Handelse) -> Json:
    """The facts of a händelse, its ``slag`` among them."""
    return _HANDELSE.dump_python(h, mode="json")  # type: ignore[no-any-return]


def handelse_fran_json(data: Any) -> Handelse:
    """Raises: pydantic.ValidationError for what no händelse looks like."""
    return _HANDELSE.validate_python(data)  # type: ignore[no-any-return]


def post_till_json(post: Post) -> Json:
    """A journal line; instants as ISO 8601 in UTC, the actor as ``roll:id[@organisation]``."""
    return {
        "nr": post.nr,
        "tid": post.tid.isoformat(),
        "av": str(post.av),
        "kommando": post.kommando,
        "dokument": post.dokument,
        "handelse": handelse_till_json(post.handelse),
        "sagt": post.sagt,
    }


def post_fran_json(data: LastJson) -> Post:
    """The inverse of ``post_till_json``."""
    return Post(
        nr=data["nr"],
        tid=datetime.fromisoformat(data["tid"]),
        av=Aktor.tolka(data["av"]),
        kommando=data["kommando"],
        dokument=data["dokument"],
        handelse=handelse_fran_json(data["handelse"]),
        sagt=data.get("sagt"),
    )


def insats_till_json(insats: Insats) -> bytes:
    """State as one JSON document."""
    return _INSATS.dump_json(insats)


def insats_fran_json(data: bytes | str) -> Insats:
    """Raises: pydantic.ValidationError for what is no state."""
    return _INSATS.validate_json(data)
