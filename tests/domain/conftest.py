"""One hypothesis profile for the domain: a life takes as long as it takes; the suite has a time limit of its own."""

from hypothesis import settings

settings.register_profile("domanen", deadline=None, max_examples=50)
settings.load_profile("domanen")
