### The editor’s brake: what an owner reads an hour before an edition is posted.

plan-review = You see each edition an hour before; without your word it isn’t posted
plan-unheard = The last edition was skipped: I couldn’t write to its owner in private. He needs to start a chat with me.
button-review = Let me see it first

review-title = { $place } · { $moment }
review-review = Shall this be posted then? Without your word it is skipped.
review-approved = ✅ It will be posted at that time.
review-declined = ✖️ It will be skipped.
review-left-out = { $count ->
    [one] 1 fact is left out; it is proposed again next time.
   *[other] { $count } facts are left out; they are proposed again next time.
}
review-choose = Tap what is to be left out of this edition.
review-posted = ✅ Posted, as you said.
review-skipped = ✖️ Skipped, as you said.
review-unanswered = ✖️ Skipped: I had no word from you. The next edition says so.
review-empty = ✖️ Skipped: the store has changed, and nothing is left to post. The next edition says so.
peek-review = It is due { $moment } and waits for its owner’s word. It looks like this:
review-off-title = Nothing to decide any more
review-off = The digest was paused, ended or set otherwise after I asked you. Nothing is posted from this message.

button-post = ✅ Post
button-skip = ✖️ Skip
button-leave-out = ✂️ Leave facts out
button-decide = Decide
button-to-review = ‹ Show the edition

review-changed = The text has changed since you saw it. Look at it again, please.
review-last-fact = One fact has to stay. To post none, skip the edition.
review-not-yours = The owner of this digest decides on it.
review-over = There is nothing to decide here any more.
review-over-posted = This edition has been posted already.
review-over-skipped = This edition has been skipped already.
