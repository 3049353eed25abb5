"""What stands beside the cases: incidents, anordnares' records, payment months, bulk moves."""
