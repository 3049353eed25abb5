"""Instants, Stockholm dates, frister, periods and months."""
