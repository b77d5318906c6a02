"""Digests: who gets them and when, what is in them, and how they arrive exactly once. Nothing here knows Telegram."""
