"""Equal values as one object: what thousands of cases read, each from its own history, is held and compared once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Delade(Generic[_T]):
    """The values that have been met, so that one that is equal to one of them gives way to it.

    Which object it is changes nothing that is said or decided, only what it costs: to remember by a value, and to see
    whether two are equal, takes as long as the value is large unless they are the very same.

    Args:
        slag: what sorts them: equal values have the same.
        hogst: how many are held of a sort, and how many sorts; those above are left as they are, or begin anew.
    """

    def __init__(self, slag: Callable[[_T], Hashable], hogst: int) -> None:
        self._slag, self._hogst = slag, hogst
        self._kanda: dict[Hashable, tuple[_T, ...]] = {}

    def __call__(self, varde: _T) -> _T:
        """The value, as the object that others have of it."""
        slag = self._slag(varde)
        kanda = self._kanda.get(slag, ())
        for kant in kanda:
            if kant is varde or kant == varde:
                return kant
        if len(kanda) < self._hogst:
            if len(self._kanda) >= self._hogst:
                self._kanda = {}
            # Two threads that do this at once each keep theirs: one is forgotten, and is only dearer.
            self._kanda[slag] = (*kanda, varde)
        return varde
