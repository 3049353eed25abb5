"""Mutation testing of the domain: is each line held by a test? ``make mutation MODULER="kalender period"``."""
