"""The pages of one case: its tabs, what is said to it, the review of a report, and why."""
