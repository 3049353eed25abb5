"""One run of a workflow: what Temporal's pages show of it, how long it may grow, and how it passes into the next."""

from __future__ import annotations

from typing import NoReturn

from temporalio import workflow
from temporalio.common import TypedSearchAttributes
from temporalio.workflow import ContinueAsNewVersioningBehavior

from workflows.gemensamt.klocka import Klocka

with workflow.unsafe.imports_passed_through():
    from kontrakt.insats import Start
    from kontrakt.process import Processtart
    from workflows.gemensamt import sokfalt

_UPPDATERINGAR_PER_KORNING = 1_500
"""Temporal takes at most 2,000 updates a run; the next run begins well before."""


class Korning:
    """What the run of a case and that of a process have in common towards Temporal."""

    def __init__(self, *, utan_tomma: bool = False, skiftet_ringer: bool = False) -> None:
        """``utan_tomma``: a list of nothing, which Temporal does not carry over to the next run, is not sent anew.
        ``skiftet_ringer``: see ``DORR_SKIFTET_RINGER``."""
        self._utan_tomma = utan_tomma
        self._skiftet_ringer = skiftet_ringer
        self._foreslagen = False
        """Temporal has suggested the next run, as last seen after a step; before that edition, as it says just now."""
        self.uppdateringar = 0
        """How many updates have been let in."""
        self.last = 0
        """Bytes of history that a state read in parts took; the next run would only read it again."""
        self._sokattribut = workflow.info().typed_search_attributes

    def visa(self, sokattribut: TypedSearchAttributes, detaljer: str) -> None:
        """What ops can search for and read; the former is sent only where it differs."""
        if andrade := sokfalt.andringar(self._sokattribut, sokattribut, utan_tomma=self._utan_tomma):
            workflow.upsert_search_attributes(andrade)
            self._sokattribut = sokattribut
        workflow.set_current_details(detaljer)
        self._foreslagen = self._foreslagen or self._foreslas()

    def ar_lang(self, klocka: Klocka) -> bool:
        """Whether it is time for the next: at each turn of month, or when the history grows long."""
        foreslagen = self._foreslagen if self._skiftet_ringer else self._foreslas()
        return klocka.skiftet_har_varit or foreslagen or self.uppdateringar >= _UPPDATERINGAR_PER_KORNING

    def _foreslas(self) -> bool:
        info = workflow.info()
        return info.is_continue_as_new_suggested() and info.get_current_history_size() > 2 * self.last

    def overga(self, start: Start | Processtart) -> NoReturn:
        """Begin the next run. In a versioned fleet a run stays with its code, and the next takes the current."""
        versionerad = workflow.info().get_current_deployment_version() is not None
        workflow.continue_as_new(
            start,
            initial_versioning_behavior=ContinueAsNewVersioningBehavior.AUTO_UPGRADE if versionerad else None,
        )
