"""What measurements are made with: servers, workers, cases, the bare twin, and the table of the result."""
