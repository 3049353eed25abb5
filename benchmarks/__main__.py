"""Run all measurements: ``python -m benchmarks`` (or ``make bench``). Prints tables; asserts nothing."""

from __future__ import annotations

from rich.console import Console

from benchmarks import betalningsmanad, journalfort_kommando, kundimport, ren_motor


def main() -> None:
    """Print each measurement as a table."""
    konsol = Console()
    konsol.print(ren_motor.mat())
    konsol.print(journalfort_kommando.mat())
    konsol.print(kundimport.mat())
    konsol.print(betalningsmanad.mat())


if __name__ == "__main__":
    main()
