"""The command line ``insats``: for staff, for those who run the service, and for rehearsals."""
