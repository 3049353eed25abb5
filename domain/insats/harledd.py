"""What follows from a value that never changes is derived once, and kept with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, Self, TypeVar, overload

_T = TypeVar("_T")


class harledd(cached_property[_T]):
    """``cached_property`` without its lock, as it is from Python 3.12 on: what is derived twice is the same twice."""

    @overload
    def __get__(self, varde: None, typ: type | None = None) -> Self: ...
    @overload
    def __get__(self, varde: object, typ: type | None = None) -> _T: ...
    def __get__(self, varde: object, typ: type | None = None) -> Self | _T:
        if varde is None:
            return self
        assert self.attrname is not None, "it is an attribute of a class"
        svar = varde.__dict__[self.attrname] = self.func(varde)
        return svar


class kalenderblad(harledd[_T]):
    """What follows the clock, but is mostly the same after the next line of the journal as after the last."""


class Minnen:
    """What has been derived of one state by the chapters; ``minne`` fills it in.

    Attributes:
        provade: what holds for the state.
        arvda: what held for the one before it, and holds for this too if what it rests on comes to the same.
        egna: what is derived of this state, and handed on to none.
        rader: rows of what several have derived, which states share as long as each comes to the very same.
        utfort: what was decided of it last, and what came of that.
        fore: the state before it that was asked last, whose memory this one has yet to take over.
    """

    __slots__ = ("arvda", "egna", "fore", "provade", "rader", "utfort")

    def __init__(self) -> None:
        self.provade: dict[object, Any] = {}
        self.arvda: dict[object, Any] = {}
        self.egna: dict[object, Any] = {}
        self.rader: dict[int, Any] = {}
        self.utfort: tuple[Any, ...] | None = None
        self.fore: Any = None


class Rad(tuple[_T, ...]):
    """What has been derived, in a row that states share as long as it is the same; ``delar`` are the rows that it was
    put together of, if it was. What follows from a row alone is made once for each, of what its parts have."""

    delar: Sequence[Rad[_T]] = ()

    @harledd
    def ouppfyllda(self) -> list[_T]:
        """Of a row of bevakningar, those that have not been done."""
        if self.delar:
            return list(chain.from_iterable(map(_ouppfyllda, self.delar)))
        return [b for b in self if not b.uppfylld]  # type: ignore[attr-defined]

    @harledd
    def nycklar(self) -> frozenset[str]:
        """Their names within the case."""
        if self.delar:
            return frozenset().union(*map(_nycklar, self.delar))
        return frozenset([b.nyckel for b in self])  # type: ignore[attr-defined]


_ouppfyllda, _nycklar = attrgetter("ouppfyllda"), attrgetter("nycklar")
