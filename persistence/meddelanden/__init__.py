"""The inbox, the outbox and the addresses."""
