"""``python -m tests.fel.riktiga``."""

from tests.fel.riktiga.oro import main

main()
