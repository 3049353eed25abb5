"""The desk: pages for those who work in the cases, complete without script, on the same doors as the API."""
