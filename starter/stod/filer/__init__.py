"""Files: CSV, YAML, and a file that is whole or not there."""
