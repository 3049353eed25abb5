"""The frame of the command line: the door, options, receipts."""
