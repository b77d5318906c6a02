### Subscribing: the dialogue in which people order digests and steer them.

command-subscribe = Digests for this chat, a channel or a group
command-unsubscribe = End a subscription
command-digest = What the next digest will hold, and when it comes
usage-subscribe = /subscribe
usage-unsubscribe = /unsubscribe
usage-digest = /digest
command-hold = Stop all digests and corrections
command-resume = Let digests go on

subscribe-title = Where should digests go?
subscribe-where = Pick a place with the buttons below. You can change everything afterwards.
subscribe-here = 💬 This chat
subscribe-channel = 📢 A channel
subscribe-group = 👥 A group

plan-title = Digest for { $place }
plan-title-here = Digest for this chat
plan-on = Subscribed. Nothing else is needed; change what you like.
plan-off = Not active: { $reason }
plan-when = { $often }, at { $time } ({ $city }, { $zone })
plan-next = Next: { $moment }
plan-language = Language: { $language }
plan-partners = Partners: { $partners }
plan-areas = Areas: { $areas }
plan-size = { $count ->
    [one] One fact at most
   *[other] { $count } facts at most
}
plan-quiet = Silent between 22:00 and 07:00
plan-loud = With sound at any hour
plan-empty-skip = Nothing new: no post
plan-empty-archive = Nothing new: one fact from the archive
plan-all = all

often-daily = Every day
often-weekly = Every Sunday
often-monthly = On the 1st of each month
often-days = Each { $days }
tongue-ar = Arabic
tongue-en = English
tongue-both = Arabic and English

reason-paused = paused
reason-offered = not yet confirmed
reason-removed = I was removed from the chat
reason-blocked = you blocked me
reason-muted = I may not post there

button-when = 📅 Days
button-hour = 🕘 { $time }
button-zone = 🌍 { $city }
button-tongue = 🔤 Language
button-partners-of = 🤝 Partners
button-areas-of = 🗂 Areas
button-size = 🔢 Size
button-quiet = Silent at night
button-empty = Archive if nothing new
button-peek = 👁 Preview
button-pause = Pause
button-resume = ▶️ Resume
button-unsubscribe = Unsubscribe
button-done = Done
button-to-menu = ‹ Back
button-all = All
button-end = Yes, end it
button-keep = No, keep it
button-follow = 🔔 Follow
button-start-it = ✅ Subscribe
often-daily-short = Daily
often-weekly-short = Weekly
often-monthly-short = Monthly

choose-when = How often?
choose-hour = At which hour? ({ $city }, { $zone })
choose-language = In which language?
choose-partners = Which partners? None marked means all.
choose-areas = Which areas? None marked means all.
choose-size = How many facts at most?
choose-zone = Type a city, for example { $example }, and I set the clock by it.
choose-zone-reply = Reply to this message with a city, for example { $example }.
choose-zone-found = Is it one of these?
choose-zone-none = I know no city like “{ $input }”. Type another, perhaps the nearest large one.

end-title = End the digest for { $place }?
end-sure = Nothing more will be posted there.
ended-title = Ended
ended = No more digests for { $place }. { $command } begins anew.
nothing-title = No subscription
nothing = There is none here. { $command } begins one.
which-title = Your subscriptions
which = Which of them?

refused-group = Only administrators of this chat can do that.
refused-press = This button is for the administrators of that chat.
refused-post-title = I may not post there yet
refused-post = Make me an administrator of { $place } with the right to post messages, then send { $command } again.
offer-title = Digests for { $place }?
offer = You added me there. One tap subscribes it: every Sunday at 09:00, all partners.
removed-title = Digests for { $place } have stopped
removed = I was removed from there, or may no longer post. Once I am back, they go on.
followed = Following { $partner }: it is in this chat’s digest now.
followed-already = This chat’s digest covers { $partner } already.

peek-title = The next edition
peek-when = It comes { $moment } and will look like this, unless the store changes before:
peek-off = The subscription is not active; it would look like this:
peek-empty = Nothing is new, so nothing would be posted. The next look is { $moment }.

held-title = Digests are on hold
held = No digest and no correction goes out until { $command }.
released-title = Digests go on
released = What became due meanwhile goes out now, as far as it is still fresh.
not-held-title = Nothing was on hold
not-held = Digests and corrections go out at their times.
