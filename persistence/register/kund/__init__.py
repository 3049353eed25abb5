"""The registers of kunder and karriärvägledare."""
