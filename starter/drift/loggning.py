"""Structured logs: one JSON object a line, ids and rules only, never personal data (K3.3)."""

from __future__ import annotations

import logging
import sys

import structlog

from starter.stod.kryptering.namn import Nyckelfel

_FALT = ("arende", "workflow_id", "run_id", "activity_type", "attempt", "regel", "falt", "kommando")
"""What may follow a line from the libraries; everything else they attach is left out, since it may quote payloads."""

_EGEN_TEXT = (Nyckelfel,)


def _bara_kanda_falt(_: object, __: str, rad: structlog.typing.EventDict) -> structlog.typing.EventDict:
    post = rad.get("_record")
    for kalla in ("temporal_workflow", "temporal_activity"):
        fakta = getattr(post, kalla, None)
        if isinstance(fakta, dict):
            rad.update({k: v for k, v in fakta.items() if k in _FALT})
    for namn in _FALT:
        if (varde := getattr(post, namn, None)) is not None:
            rad[namn] = varde
    return rad


def _undantag_utan_text(_: object, __: str, rad: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """An exception is logged by its type and where it was raised; its text may quote what staff wrote.

    That which says what operations lack, and never more than a key's name, is told whole.
    """
    info = rad.pop("exc_info", None)
    if isinstance(info, tuple) and info[1] is not None:
        kedja: list[str] = []
        fel: BaseException | None = info[1]
        while fel is not None and len(kedja) < 5:
            spar, rad_nr = fel.__traceback__, None
            while spar is not None:
                rad_nr = f"{spar.tb_frame.f_globals.get('__name__')}:{spar.tb_lineno}"
                spar = spar.tb_next
            egen = f": {fel}" if isinstance(fel, _EGEN_TEXT) else ""
            kedja.append(f"{type(fel).__name__} {rad_nr or ''}".strip() + egen)
            fel = fel.__cause__
        rad["undantag"] = kedja
    return rad


def stall_in(niva: str = "INFO") -> None:
    """Route everything that the process logs, libraries included, to stderr as JSON."""
    gemensamt: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="tid"),
    ]
    utskrift = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=gemensamt,
        processors=[
            _bara_kanda_falt,
            _undantag_utan_text,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    mottagare = logging.StreamHandler(sys.stderr)
    mottagare.setFormatter(utskrift)
    logging.basicConfig(handlers=[mottagare], level=niva, force=True)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    structlog.configure(
        processors=[*gemensamt, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
