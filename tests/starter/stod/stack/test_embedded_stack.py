"""The embedded stack starts, remembers, survives crashes, and leaves nothing behind, however it ends."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.client import Client
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes

from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.processes import StackError
from starter.stod.stack.stack import Stack
from starter.stod.stack.state import RunningProcess, default_folder, read_state
from starter.stod.stack.temporal import TemporalServer
from starter.stod.stack.timeskipping import time_skipping_environment
from starter.stod.stack.workers import Tender
from tests.huset.platser import for_stunden

KUNDVAL = SearchAttributeKey.for_keyword("Kundval")
ATTRIBUTES = {"Kundval": "Keyword", "Slutdatum": "Datetime"}

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
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL's own user can reach under root, which pytest's ``tmp_path`` is not."""
    with tempfile.TemporaryDirectory(prefix="insatsflode-test-", dir=for_stunden()) as name:
        yield Path(name)


@pytest.fixture
def fake_worker(folder: Path) -> Path:
    program = folder / "fake_worker.py"
    program.write_text(textwrap.dedent(FAKE_WORKER), encoding="utf-8")
    return program


def make_stack(folder: Path, **options: object) -> Stack:
    settings = {"migrate": lambda _url: None, "search_attributes": ATTRIBUTES, "ui": False, "workers": 0}
    return Stack(**{"folder": folder, "durable": False, **settings, **options})  # type: ignore[arg-type]


def processes_of(folder: Path) -> list[psutil.Process]:
    """Every living process that names the folder or stands in it."""
    found = []
    for process in psutil.process_iter(["cmdline", "cwd", "status"]):
        words = [*(process.info["cmdline"] or []), process.info["cwd"] or ""]
        if process.info["status"] != psutil.STATUS_ZOMBIE and any(str(folder) in word for word in words):
            found.append(process)
    return found


def eventually(condition: Callable[[], bool], *, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_postgres_keeps_its_data_over_a_restart_and_over_kill_9(folder: Path) -> None:
    server = EmbeddedPostgres(folder / "pg")
    url = server.start()
    try:
        execute(url, "CREATE TABLE minne (ord text)")
        execute(url, "INSERT INTO minne VALUES ('före omstart')")
        server.stop()
        assert server.pid is None
        execute(server.start(), "INSERT INTO minne VALUES ('efter omstart')")
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        assert execute(server.start(), "SELECT count(*) FROM minne") == [(2,)]
    finally:
        server.stop()
    assert processes_of(folder) == []


def test_postgres_started_twice_is_one_server(folder: Path) -> None:
    first, second = (EmbeddedPostgres(folder / "pg", durable=False) for _ in range(2))
    try:
        assert first.start() == second.start()
    finally:
        first.stop()
    second.stop()  # already down: nothing happens


def test_postgres_mends_an_interrupted_initdb_and_a_pid_file_about_someone_else(folder: Path) -> None:
    (folder / "pg" / "data.utkast").mkdir(parents=True)
    (folder / "pg" / "data.utkast" / "PG_VERSION").write_text("18\n")
    server = EmbeddedPostgres(folder / "pg", durable=False)
    server.start()
    server.stop()
    (folder / "pg" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n/någon/annan\n0\n5432\n\n\n\nready\n")
    assert server.pid is None
    server.start()
    server.stop()


def test_postgres_speaks_utf8_asks_for_its_password_and_keeps_it_secret(folder: Path) -> None:
    server = EmbeddedPostgres(folder / "pg", durable=False)
    url = server.start()
    try:
        assert execute(url, "SELECT upper('åäö'), current_setting('TimeZone')") == [("ÅÄÖ", "UTC")]
        password = (folder / "pg" / "losenord").read_text().strip()
        assert password in url
        with pytest.raises(psycopg.OperationalError):
            execute(url.replace(password, "fel"), "SELECT 1")
        assert stat.S_IMODE((folder / "pg" / "losenord").stat().st_mode) == 0o600
        assert stat.S_IMODE((folder / "pg").stat().st_mode) == 0o700
    finally:
        server.stop()


def test_a_failed_statement_leaves_no_personal_data_in_the_log(folder: Path) -> None:
    server = EmbeddedPostgres(folder / "pg", durable=False)
    url = server.start()
    try:
        execute(url, "CREATE TABLE kund (personnummer text UNIQUE)")
        execute(url, "INSERT INTO kund VALUES ('19900101-1234')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            execute(url, "INSERT INTO kund VALUES ('19900101-1234')")
        assert "19900101-1234" not in server.log.read_text(encoding="utf-8")
    finally:
        server.stop()


def test_databases_are_created_once_copied_and_dropped(postgres: EmbeddedPostgres, database_url: str) -> None:
    execute(database_url, "CREATE TABLE mall (ord text)")
    template = database_url.rsplit("/", 1)[1]
    assert postgres.create_database(template) == database_url
    copy = postgres.create_database(f"{template}_kopia", template=template)
    assert execute(copy, "SELECT * FROM mall") == []
    postgres.drop_database(f"{template}_kopia")
    with pytest.raises(psycopg.OperationalError):
        execute(copy, "SELECT 1")


async def test_temporal_keeps_its_cases_and_attributes_over_restart_and_kill(folder: Path) -> None:
    server = TemporalServer(
        search_attributes=ATTRIBUTES, log=folder / "temporal.log", database=folder / "temporal.db", ui=False
    )
    address = server.start()
    try:
        client = await Client.connect(address)
        await client.start_workflow("Insats", id="insats-1", task_queue="ingen")
        for end in (server.stop, server.kill):
            end()
            assert server.pid is None
            assert server.start() == address
            client = await Client.connect(address)
            assert (await client.get_workflow_handle("insats-1").describe()).workflow_type == "Insats"
            listing = ListSearchAttributesRequest(namespace="default")
            known = (await client.operator_service.list_search_attributes(listing)).custom_attributes
            assert ATTRIBUTES.keys() <= known.keys()
    finally:
        server.stop()
    assert processes_of(folder) == []


async def test_the_shared_temporal_server_answers(temporal_client: Client) -> None:
    assert await temporal_client.service_client.check_health()


async def test_time_skipping_server_knows_the_attributes_skips_a_year_and_ends() -> None:
    children = set(psutil.Process().children())
    async with time_skipping_environment(ATTRIBUTES) as environment:
        before = await environment.get_current_time()
        await environment.sleep(365 * 24 * 3600)
        assert (await environment.get_current_time() - before).days == 365
        # The server has no listing; it refuses a case whose attribute it does not know.
        attributes = TypedSearchAttributes([SearchAttributePair(KUNDVAL, "AMI")])
        case = await environment.client.start_workflow(
            "Insats", id="insats-1", task_queue="ingen", search_attributes=attributes
        )
        assert (await case.describe()).typed_search_attributes[KUNDVAL] == "AMI"
        (server,) = [child for child in psutil.Process().children() if "test-server" in child.name()]
    assert eventually(lambda: set(psutil.Process().children()) - children <= {server} and not server.is_running())


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
