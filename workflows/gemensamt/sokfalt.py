"""What operations search by: the attributes of a case and of a process, without personal data (K3.3)."""

from __future__ import annotations

from typing import Any

from temporalio.common import SearchAttributeKey, SearchAttributeUpdate, TypedSearchAttributes

ANORDNARE = SearchAttributeKey.for_keyword("InsatsAnordnare")


KARRIARVAGLEDARE = SearchAttributeKey.for_keyword("InsatsKarriarvagledare")


SLAG = SearchAttributeKey.for_keyword("InsatsSlag")


STATUS = SearchAttributeKey.for_keyword("InsatsStatus")


FORSENAD = SearchAttributeKey.for_bool("InsatsForsenad")


FORSENADE = SearchAttributeKey.for_keyword_list("InsatsForsenade")


NASTA_FRIST = SearchAttributeKey.for_datetime("InsatsNastaFrist")


def andringar(
    fore: TypedSearchAttributes, efter: TypedSearchAttributes, *, utan_tomma: bool = False
) -> list[SearchAttributeUpdate[Any]]:
    """Only what differs, so that a step that changes nothing to be found by costs no history.

    ``utan_tomma``: an empty list is as good as none, and is sent only where there was something.
    """
    var = {p.key: p.value for p in fore}
    if utan_tomma:
        var = {p.key: [] for p in efter if p.value == []} | var
    andrade = [p.key.value_set(p.value) for p in efter if var.get(p.key) != p.value]
    if NASTA_FRIST in var and efter.get(NASTA_FRIST) is None:
        andrade.append(NASTA_FRIST.value_unset())
    return andrade
