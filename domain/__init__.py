"""The routine as pure Python: no clock, no I/O, no Temporal.

What is said (kommando) and what the clock says (klockslag) become what has happened (händelse);
state is the fold of what has happened, and everything else is derived from state.
"""
