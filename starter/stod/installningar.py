"""Settings of every process, from the environment: where the servers are, and how this one is run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from kontrakt.spridning import Takt
from starter.stod.filer.formfel import pa_svenska
from starter.stod.stack.state import default_folder, read_state

ADRESS = "127.0.0.1:7233"
"""Where a Temporal server is looked for when nothing else is said."""


_BYGGE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"


_BYGGES_FORM = "ska skrivas med A–Z, a–z, 0–9, punkt, - och _, högst 64 tecken"


class FelInstallning(ValueError):
    """A setting that cannot be used; one Swedish line that names the variable."""


def prova_bygge(bygge: str) -> None:
    """A build id goes as it stands into what Temporal's lists are asked. Raises: FelInstallning."""
    if not re.fullmatch(_BYGGE, bygge):
        raise FelInstallning(f"BYGGE: {_BYGGES_FORM}")


class Installningar(BaseSettings):
    """What the environment says. Empty counts as unset.

    Attributes:
        database_url: the application database, ``postgresql+psycopg://…``; empty when none is known.
        temporal_address, temporal_namespace: where the cases run.
        temporal_ui: what the addresses of Temporal's web pages begin with; None when none are known.
        smtp_url, avsandare, lank_bas: how notices by e-mail are sent; None sends none.
        halsa_port: the port of the worker's health page; 0 lets the system choose.
        bygge: build id of this worker's code; given, running cases stay with their build (versioning).
        klockslag_per_sekund: how many cases a second the fleet is to take of those that the clock wakes at one instant.
        overlamningar_per_sekund: how many it is to hand over to their next run after a turn of month.
        minns_arenden: how many cases a worker keeps in memory; the rest read their history before they answer.
        loggniva: the least serious level that is logged.
        regelverk_katalog: the folder of the regelverk's editions; None means those shipped with the service.
        insatsflode_katalog: the folder of the embedded stack.
        insats_som: who the CLI speaks as, ``roll:id[@organisation]``.
    """

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    database_url: str = ""
    temporal_address: Annotated[str, Field(pattern=r"^[^\s:/]+:[0-9]{1,5}$")] = ADRESS
    temporal_namespace: Annotated[str, Field(min_length=1)] = "default"
    temporal_ui: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    smtp_url: Annotated[str, Field(pattern=r"^smtps?://\S+$")] | None = None
    avsandare: Annotated[str, Field(pattern=r"^[^\s@]+@[^\s@]+$")] | None = None
    lank_bas: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    halsa_port: Annotated[int, Field(ge=0, le=65_535)] = 0
    bygge: Annotated[str, Field(pattern=_BYGGE)] | None = None
    klockslag_per_sekund: Annotated[float, Field(ge=0.1, le=10_000)] = Takt().klockslag
    overlamningar_per_sekund: Annotated[float, Field(ge=0.1, le=10_000)] = Takt().overlamningar
    minns_arenden: Annotated[int, Field(ge=10, le=100_000)] = 1_000
    loggniva: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    regelverk_katalog: Path | None = None
    insatsflode_katalog: Path = Field(default_factory=default_folder)
    insats_som: str | None = None

    @field_validator("database_url")
    @classmethod
    def _psycopg(cls, url: str) -> str:
        """The address as SQLAlchemy wants it; ``postgresql://`` means the driver that we ship."""
        if not url:
            return url
        try:
            lasning = make_url(url)
        except (ArgumentError, ValueError):
            raise ValueError("ska skrivas postgresql://användare:lösenord@värd:port/databas") from None
        if lasning.get_backend_name() not in ("postgresql", "postgres"):
            raise ValueError("ska vara en PostgreSQL-databas (postgresql://…)")
        return lasning.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)

    @model_validator(mode="after")
    def _hel_epost(self) -> Self:
        for namn in ("avsandare", "lank_bas"):
            if self.smtp_url and not getattr(self, namn):
                raise ValueError(f"{namn.upper()}: krävs när SMTP_URL är satt")
        return self


_MONSTER = {
    "bygge": _BYGGES_FORM,
    "temporal_address": "ska skrivas värd:port, till exempel 127.0.0.1:7233",
    "temporal_ui": "ska börja med http:// eller https://",
    "smtp_url": "ska skrivas smtp://värd:port",
    "avsandare": "ska vara en e-postadress",
    "lank_bas": "ska börja med http:// eller https://",
}


def las_installningar() -> Installningar:
    """The settings; addresses that the environment leaves out are those of the embedded stack, if it runs.

    Raises:
        FelInstallning: a value that cannot be used.
    """
    try:
        i = Installningar()
    except ValidationError as fel:
        forsta = fel.errors()[0]
        if not forsta["loc"]:
            raise FelInstallning(pa_svenska(forsta)) from None
        namn = str(forsta["loc"][0])
        skal = _MONSTER.get(namn) if forsta["type"] == "string_pattern_mismatch" else None
        raise FelInstallning(f"{namn.upper()}: {skal or pa_svenska(forsta)}") from None
    if (stack := read_state(i.insatsflode_katalog)) is None:
        return i
    kant = {
        "database_url": stack.database_url,
        "temporal_address": stack.temporal_address,
        "temporal_namespace": stack.temporal_namespace,
        "temporal_ui": stack.ui_url,
    }
    return i.model_copy(update={k: v for k, v in kant.items() if k not in i.model_fields_set})
