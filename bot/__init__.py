"""The Telegram application of Sanad."""
