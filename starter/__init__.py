"""The doors, the use cases behind them, and what they stand on."""
