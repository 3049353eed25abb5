"""A module of tables run anew in a process that has imported it: how a lie in what is done at import is tried.

A fork comes too late for what a module has done when it was imported: the tables are built, and others have taken them.
So the module is run once more where it stands, and each name that another module has taken from it is put anew there.

That holds for modules that others ask for by name – ``regelverksnycklar`` – and not for those whose classes stand in
tables elsewhere: the table would keep the old class, and tests would fail for that alone. So the module is first run
anew as it is, and is not tried when that makes a test fail.
"""

from __future__ import annotations

import sys
from types import CodeType, ModuleType

_EGNA = ("domain", "regelverk", "tests")


def kor_om(modul: ModuleType, kod: CodeType) -> None:
    """Run ``kod`` as the module, and let whoever has taken a name from it have the new value.

    Raises: whatever the code raises.
    """
    fore = dict(vars(modul))
    exec(kod, vars(modul))
    andra = [m for namn, m in sys.modules.items() if namn.partition(".")[0] in _EGNA and m is not modul]
    for annan in andra:
        for namn, varde in list(vars(annan).items()):
            if not namn.startswith("__") and namn in fore and varde is fore[namn]:
                setattr(annan, namn, vars(modul)[namn])
