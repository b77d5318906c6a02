"""All words that people read: a Fluent catalogue in Arabic and English."""
