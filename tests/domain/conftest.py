"""One hypothesis profile for the domain: a life takes as long as it takes; the suite has a time limit of its own."""

from hypothesis import settings

settings.register_profile("domanen", deadline=None)
settings.load_profile("domanen")
