"""What a terminal asks and says: typed use cases that the command line reaches directly, or by a login over HTTP."""
