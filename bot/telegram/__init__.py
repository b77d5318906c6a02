"""Everything that touches the wire between the bot and the Bot API."""
