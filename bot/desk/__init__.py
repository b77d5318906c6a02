"""The curators' desk: reloading, rolling back, correcting; no Telegram here."""
