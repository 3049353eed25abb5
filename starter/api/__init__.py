"""The doors over HTTP: the application, its rules, its faults in words, its schema."""
