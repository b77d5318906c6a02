"""Measurements, always beside a named baseline in the same run. `make bench` runs them and keeps their last figures."""
