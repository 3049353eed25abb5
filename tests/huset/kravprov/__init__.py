"""Each rule of the routine taken away, and the test that then falls. ``python -m tests.huset.kravprov`` plays it."""
