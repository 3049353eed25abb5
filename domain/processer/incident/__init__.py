"""§3.1: a personuppgiftsincident."""
