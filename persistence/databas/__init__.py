"""The engine, transactions, migrations and bulk loading."""
