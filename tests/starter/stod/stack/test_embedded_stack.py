"""Everything on one machine: started, kept alive, said why not, and cleared away however its owner ends."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from temporalio.client import Client

from starter.stod.stack.processes import StackError
from starter.stod.stack.stack import Stack
from starter.stod.stack.state import RunningProcess, default_folder, read_state
from starter.stod.stack.workers import Tender
from tests.starter.stod.stack.stacken import ATTRIBUTES, eventually, execute, processes_of

# Stands in for ``python -m worker``: healthy at once, ends on SIGTERM.
FAKE_WORKER = """
import http.server, os, signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print(*(os.environ[name] for name in ("DATABASE_URL", "TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE")), flush=True)
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(os.environ["HALSA_PORT"])), Page).serve_forever()
"""
# A program that owns a stack, as ``insats demo`` does. {folder} and {worker} are filled in.
OWNER = """
import sys, time
from pathlib import Path
from starter.stod.stack.stack import Stack
stack = Stack(folder=Path({folder!r}), workers=2, worker_command=[sys.executable, {worker!r}], durable=False,
              migrate=lambda url: None, search_attributes={{}}, ui=False)
with stack:
    print("uppe", flush=True)
    {then}
"""


@pytest.fixture
def fake_worker(folder: Path) -> Path:
    program = folder / "fake_worker.py"
    program.write_text(textwrap.dedent(FAKE_WORKER), encoding="utf-8")
    return program


def make_stack(folder: Path, **options: object) -> Stack:
    settings = {"migrate": lambda _url: None, "search_attributes": ATTRIBUTES, "ui": False, "workers": 0}
    return Stack(**{"folder": folder, "durable": False, **settings, **options})  # type: ignore[arg-type]


def test_stack_starts_tells_its_addresses_stops_and_remembers(folder: Path, fake_worker: Path) -> None:
    reports: list[str] = []
    migrated: list[str] = []
    stack = make_stack(
        folder / "hus",
        workers=2,
        worker_command=(sys.executable, str(fake_worker)),
        migrate=migrated.append,
        report=reports.append,
    )
    with stack:
        state = read_state(folder / "hus")
        assert state is not None
        assert (state.database_url, state.temporal_address) == (stack.database_url, stack.temporal_address)
        assert state.health_urls == stack.health_urls
        assert len(state.health_urls) == 2
        assert stat.S_IMODE((folder / "hus" / "stack.json").stat().st_mode) == 0o600
        assert migrated == [stack.database_url]
        told = (folder / "hus" / "logg" / "arbetare-1.log").read_text(encoding="utf-8").splitlines()[0]
        assert told == f"{stack.database_url} {stack.temporal_address} default"
        execute(stack.database_url, "CREATE TABLE minne (ord text)")
        stack.workers[0].kill()
        (third,) = stack.add_workers()
        assert third.healthy()
        with pytest.raises(StackError, match="kör redan"):
            make_stack(folder / "hus").start()
    assert reports[0] == "Startar PostgreSQL …"
    assert read_state(folder / "hus") is None
    assert processes_of(folder) == []
    with stack:
        assert execute(stack.database_url, "SELECT * FROM minne") == []


def test_a_worker_that_has_died_is_started_anew_in_its_place_and_later_and_later_if_it_dies_again(
    folder: Path, fake_worker: Path
) -> None:
    reports: list[str] = []
    now = [1000.0]
    with make_stack(folder / "hus", workers=2, worker_command=(sys.executable, str(fake_worker))) as stack:
        tender = Tender(lambda: stack.workers, stack.replace_worker, reports.append, lambda: now[0])
        urls, other = stack.health_urls, stack.workers[1].pid
        tender.look()
        assert reports == []
        for wait in (0.0, 1.0, 3.0):
            os.kill(stack.workers[0].pid, signal.SIGKILL)  # as the system does it: the stack is not told
            assert eventually(lambda: not stack.workers[0].running)
            dead = stack.workers[0].pid
            if wait:
                now[0] += wait - 0.1
                tender.look()
                assert stack.workers[0].pid == dead, "one that dies at once again is left alone for a while"
                now[0] += 0.1
            tender.look()
            assert stack.workers[0].pid != dead
            stack.workers[0].wait_until_healthy()
        assert (stack.health_urls, stack.workers[1].pid, len(reports)) == (urls, other, 3)
        assert reports[0].startswith("Arbetare 1 har avslutats och startas på nytt")
        card = read_state(folder / "hus")
        assert card is not None
        assert {w.pid for w in card.workers} == {w.pid for w in stack.workers}
        now[0] += 61
        tender.look()  # alive for so long that it is well again
        os.kill(stack.workers[0].pid, signal.SIGKILL)
        assert eventually(lambda: not stack.workers[0].running)
        tender.look()
        assert stack.workers[0].running
    assert processes_of(folder) == []


async def test_stack_runs_inside_an_event_loop(folder: Path) -> None:
    async with make_stack(folder / "hus") as stack:
        assert await (await Client.connect(stack.temporal_address)).service_client.check_health()
    assert processes_of(folder) == []


@pytest.mark.parametrize(
    ("failing", "message"),
    [
        (
            {"worker_command": (sys.executable, "-c", "raise SystemExit(1)"), "workers": 1},
            r"Arbetare 1 .*logg",
        ),
        ({"worker_command": ("/finns/inte",), "workers": 1}, "arbetare 1 kunde inte startas"),
        ({"search_attributes": {"Kundval": "Okänd"}}, r"Temporal startade inte; .*temporal\.log"),
        ({"migrate": lambda _url: 1 / 0}, r"Stacken startade inte \(division by zero\)"),
    ],
)
def test_a_failed_start_says_why_in_one_sentence_and_leaves_nothing(
    folder: Path, failing: dict[str, object], message: str
) -> None:
    with pytest.raises(StackError, match=message) as failure:
        make_stack(folder / "hus", **failing).start()
    assert "\n" not in str(failure.value)
    assert processes_of(folder) == []
    assert read_state(folder / "hus") is None


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL, "exception"])
def test_nothing_is_left_running_however_the_owner_ends(
    folder: Path, fake_worker: Path, ending: signal.Signals | str
) -> None:
    then = "raise ValueError('ajdå')" if ending == "exception" else "time.sleep(60)"
    program = OWNER.format(folder=str(folder / "hus"), worker=str(fake_worker), then=then)
    guards: list[RunningProcess] = []
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "uppe\n"
        if isinstance(ending, signal.Signals):
            state = read_state(folder / "hus")
            assert state is not None
            assert state.guard is not None
            guards.append(state.guard)
            assert len(processes_of(folder)) >= 5  # the owner, two workers, Temporal, PostgreSQL and its parts
            owner.send_signal(ending)
    assert eventually(lambda: processes_of(folder) == [] and not any(guard.alive for guard in guards))
    with make_stack(folder / "hus"):  # and the next start is not disturbed
        pass


def test_a_stack_whose_guard_was_killed_too_is_cleared_away_at_the_next_start(folder: Path, fake_worker: Path) -> None:
    program = OWNER.format(folder=str(folder / "hus"), worker=str(fake_worker), then="time.sleep(60)")
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        owner.stdout.readline()
        state = read_state(folder / "hus")
        assert state is not None
        assert state.guard is not None
        os.kill(state.guard.pid, signal.SIGKILL)
        owner.kill()
    assert read_state(folder / "hus") is None  # its owner is dead
    assert processes_of(folder) != []
    left = [*state.servers, *state.workers]
    with make_stack(folder / "hus"):
        assert not any(process.alive for process in left)
    assert processes_of(folder) == []


def test_the_folder_is_here_unless_the_environment_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INSATSFLODE_KATALOG", raising=False)
    assert default_folder() == Path.cwd() / ".insatsflode"
    monkeypatch.setenv("INSATSFLODE_KATALOG", "/någon/annanstans")
    assert default_folder() == Path("/någon/annanstans")
