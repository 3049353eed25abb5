"""What is said to a case's workflow, and the lines that it makes."""

from typing import Any

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

from tests.workflows.tjanst import ANORDNARE, BEMANNA, Tjanst


def inkommet(id: Any = "k1", av: Any = str(ANORDNARE), kommando: Any = BEMANNA, **mer: Any) -> dict[str, Any]:
    """A kommando as a door sends it."""
    return {"id": id, "av": av, "inkom": None, "dokument": None, "kommando": kommando, **mer}


def bemanna(handlaggare: str) -> dict[str, Any]:
    return {"kommando": "bemanna", "handlaggare": handlaggare}


def sagt(historik: WorkflowHistory) -> list[int]:
    """The events that tell of something; this server writes down a task even when nothing came of it."""
    uppgifter = {EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED, EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
                 EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED}  # fmt: skip
    return [e.event_type for e in historik.events if e.event_type not in uppgifter]


def bemannade(t: Tjanst) -> list[str]:
    return [p.handelse.handlaggare for p in t.poster() if p.handelse.slag == "arende_bemannat"]


NOLL = "\x00"
SKRAP: list[Any] = [
    None, 0, 1.5, True, "bemanna", [], [1, 2], {}, {"kommando": None}, {"kommando": []}, {"kommando": {}},
    {"id": "x"},
    inkommet(id=None), inkommet(id=""), inkommet(id=7), inkommet(id=["k"]), inkommet(id={"k": 1}),
    inkommet(av=None), inkommet(av=""), inkommet(av="kund"), inkommet(av="anordnare:a1"), inkommet(av=[1]),
    inkommet(av={"roll": "anordnare"}), inkommet(av="påve:a@b"),
    inkommet(kommando="bemanna"), inkommet(kommando={"kommando": "finns_inte"}), inkommet(kommando={"kommando": 7}),
    inkommet(kommando={"kommando": ["bemanna"]}), inkommet(kommando={"kommando": {"kommando": "bemanna"}}),
    inkommet(kommando={"kommando": "bemanna"}), inkommet(kommando={"kommando": "bemanna", "handlaggare": None}),
    inkommet(kommando={"kommando": "bemanna", "handlaggare": {"a": [1, {"b": None}]}}),
    inkommet(kommando={"kommando": "bemanna", "handlaggare": "H1", "extra": 1}),
    inkommet(kommando={"kommando": "lagg_in_uppdrag", "startdatum": 20240311}),
    inkommet(kommando={"kommando": "lagg_in_uppdrag", "startdatum": "9999-12-31"}),
    inkommet(kommando={"kommando": "lagg_in_uppdrag", "startdatum": "0001-01-01", "langd_manader": 10**30}),
    inkommet(inkom=7), inkommet(inkom="i går"), inkommet(inkom=[]), inkommet(inkom="0001-01-01T00:00:00+14:00"),
    inkommet(dokument=7), inkommet(dokument={}),
]  # fmt: skip
"""What no door sends."""
OTAGBART: list[dict[str, Any]] = [
    inkommet(id=f"k{NOLL}"),
    inkommet(av=f"anordnare:a{NOLL}@A"),
    inkommet(kommando=bemanna(f"H{NOLL}")),
    inkommet(dokument=f"d{NOLL}"),
]
"""What has the right form and that no database can hold."""
