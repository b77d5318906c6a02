"""What the bot remembers between runs: SQLAlchemy Core tables, one class per group of them."""
