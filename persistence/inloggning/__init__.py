"""Who logs in as whom: accounts, sessions, programs, and the municipality's other roles."""
