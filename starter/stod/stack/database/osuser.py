"""Which operating-system user PostgreSQL runs as. It refuses root, so root lends it a user of its own."""

import contextlib
import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path
from typing import TypedDict

from starter.stod.stack.processes import StackError

USER = "insatsflode"


class RunAs(TypedDict, total=False):
    """Keyword arguments to ``subprocess`` that change user; empty when we already are an ordinary one."""

    user: int
    group: int
    extra_groups: list[int]


def run_as() -> RunAs:
    """Return how to start PostgreSQL's programs; creates the user when we are root and it is missing."""
    if os.geteuid() != 0:
        return {}
    try:
        entry = pwd.getpwnam(USER)
    except KeyError:
        entry = _create_user()
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _create_user() -> pwd.struct_passwd:
    if shutil.which("useradd"):
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/false", USER]
    else:  # busybox
        command = ["adduser", "-S", "-D", "-H", "-s", "/bin/false", USER]
    # Two stacks may race to create it; what counts is whether it exists afterwards.
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        subprocess.run(command, check=True, capture_output=True)
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        raise StackError(
            f"PostgreSQL får inte köras som root och användaren {USER} kunde inte skapas: "
            "kör som en vanlig användare eller ange DATABASE_URL."
        ) from None


def hand_over(path: Path, owner: RunAs) -> None:
    """Make ``path`` (an empty folder or a file) the property of PostgreSQL's user."""
    if owner:
        os.chown(path, owner["user"], owner["group"])


def open_the_way(path: Path, owner: RunAs) -> None:
    """Let PostgreSQL's user pass through the folders above ``path``.

    Only the search bit is given (names stay unlisted), and only where it is missing.
    """
    if not owner:
        return
    for folder in path.resolve().parents:
        status = folder.stat()
        if not status.st_mode & stat.S_IXOTH and status.st_uid != owner["user"]:
            folder.chmod(status.st_mode | stat.S_IXOTH)


def open_programs(folder: Path, owner: RunAs) -> None:
    """Let PostgreSQL's user read and run the installed programs, also when installed under umask 077."""
    if not owner:
        return
    open_the_way(folder, owner)
    libraries = folder.with_name(f"{folder.name}.libs")  # where a Linux wheel keeps bundled shared libraries
    for path in (folder, *folder.rglob("*"), libraries, *libraries.rglob("*")):
        if not path.exists():
            continue
        mode = path.stat().st_mode
        # Others may do what the owner may, writing excepted.
        wanted = mode | ((mode & (stat.S_IRUSR | stat.S_IXUSR)) >> 6)
        if wanted != mode:
            path.chmod(wanted)
