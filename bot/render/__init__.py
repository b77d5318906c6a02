"""Pure rendering: facts to a neutral card, the card to Telegram's HTML or to plain text. Nothing here sends anything."""
