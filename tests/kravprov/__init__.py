"""Each rule of the routine taken away once, and the test that then falls. ``python -m tests.kravprov`` plays it."""
