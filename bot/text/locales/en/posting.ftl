### Delivery: what admins are told.

post-title = A digest needs a look
post-refused = Telegram refused the text of { $post }: { $reason }. It was not posted; the rest goes on.
post-unclear = Whether { $post } arrived can’t be told: { $reason }. It will not be sent again by itself; look into the chat.
post-stopped = Telegram takes no more messages for it: { $reason }. Once that is mended, /digest lets you go on.
