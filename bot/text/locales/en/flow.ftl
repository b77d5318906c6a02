slow-down-title = One moment, please
slow-down = That was a lot at once. Wait half a minute, and I am all yours again.
ask-again-title = I was away
ask-again = Your message is more than an hour old by now. If you still need the answer, ask again.
