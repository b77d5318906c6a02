"""Thin handlers: each takes a Request and gives an Answer; `answering` is the one place that sends."""
