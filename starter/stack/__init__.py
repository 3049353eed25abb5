"""PostgreSQL, Temporal and the workers on one machine, started and stopped together."""

from starter.stack.postgres import EmbeddedPostgres
from starter.stack.processes import StackError
from starter.stack.stack import Stack
from starter.stack.state import StackState, default_folder, read_state
from starter.stack.temporal import TemporalServer
from starter.stack.timeskipping import time_skipping_environment
from starter.stack.workers import Worker

__all__ = [
    "EmbeddedPostgres",
    "Stack",
    "StackError",
    "StackState",
    "TemporalServer",
    "Worker",
    "default_folder",
    "read_state",
    "time_skipping_environment",
]
