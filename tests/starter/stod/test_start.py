"""What the processes do as they start, that no answer of theirs would miss: garbage laid aside, and a setting that
reaches what it sets."""

from __future__ import annotations

import asyncio
import gc
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
import uvicorn
from pydantic import SecretStr
from sqlalchemy import create_engine
from temporalio.converter import DataConverter

import worker
from domain.regler.provning import skapa_regelverk
from regelverk import las_utgavor
from starter import server
from starter.drift import flotta
from starter.inloggning.installningar import Dorrinstallningar
from starter.stod.installningar import las_installningar


def _soks_igenom(vad: object) -> bool:
    """Whether the search for garbage still looks through it; what is frozen is among no objects."""
    return any(o is vad for o in gc.get_objects())


def test_the_doors_lay_aside_what_is_there_when_they_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page would now and then wait for all of it to be looked through: the longest that any ever waited."""
    fran_borjan: list[list[object]] = [[]]
    sett: list[bool] = []

    async def serve(_server: uvicorn.Server) -> None:
        sett.append(_soks_igenom(fran_borjan))

    monkeypatch.setattr(uvicorn.Server, "serve", serve)
    monkeypatch.setattr(server, "bygg", lambda *_: SimpleNamespace())
    dorr = Dorrinstallningar(
        api_adress="http://127.0.0.1:8000", oidc_utfardare="http://127.0.0.1:1", oidc_klient="x",
        oidc_hemlighet=SecretStr("x"), oidc_sandlada=True,
    )  # fmt: skip
    assert _soks_igenom(fran_borjan)
    asyncio.run(server.kor(las_installningar(), dorr))
    assert sett == [False]


class _Gjord(Exception):
    """A worker would have been made."""


def test_how_many_cases_a_worker_remembers_is_what_the_setting_says(monkeypatch: pytest.MonkeyPatch) -> None:
    gjort: dict[str, Any] = {}

    def som_gors(_klient: object, **val: Any) -> NoReturn:
        gjort.update(val)
        raise _Gjord

    async def servrar(*_: object) -> tuple[Any, Any]:
        return create_engine("postgresql+psycopg://"), SimpleNamespace(data_converter=DataConverter.default)

    async def reglerna(*_: object) -> Any:
        return skapa_regelverk(las_utgavor())

    for namn, varde in {
        "DATABASE_URL": "postgresql://x/y", "MINNS_ARENDEN": "37",
    }.items():  # fmt: skip
        monkeypatch.setenv(namn, varde)
    monkeypatch.setattr(flotta, "Worker", som_gors)
    monkeypatch.setattr(worker, "_servrar", servrar)
    monkeypatch.setattr(worker, "_reglerna", reglerna)
    with pytest.raises(_Gjord):
        asyncio.run(worker.kor(las_installningar()))
    assert gjort["max_cached_workflows"] == 37
