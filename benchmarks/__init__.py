"""Measurements, each as a ratio in one run against something bare on the same machine."""
