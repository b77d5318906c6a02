### What is kept, and its removal.

privacy-title = What I keep, and why
privacy-lead = Reading answers needs no account and leaves nothing behind. This is all that is kept:
privacy-language = • The language you chose: your Telegram number and “Arabic” or “English”, so that answers come in it. Until you remove it; without a choice there is no entry.
privacy-subscriptions = • Subscriptions to digests: the chat and its title, who set it up, languages, hours and topics, so that digests arrive as wanted. Until removed; /forget ends the one in your private chat and takes your number off those of channels and groups, which go on.
privacy-digests = • Digests sent: for each chat what it was sent and under which message number, so that nothing comes twice and corrections reach the posts. Of other people’s posts there only their numbers.
privacy-questions = • Questions that found no answer, or got a No: a count by the week, for 12 weeks, so that curators see what is missing. Without who asked, where and when; words that the store doesn’t know, such as names, are left out.
privacy-reports = • Reports on facts: what you wrote, on which fact, and your Telegram number, so that curators can answer you; they see the words, not who wrote them. Until 30 days after a report is closed, at most 180 days; what isn’t sent, a day.
privacy-updates = • Numbers of the updates that Telegram sent by webhook, so that none is worked twice. A number says nothing of whose it was.
privacy-switches = • What administrators did and switched, and which of them, and who tried to without being one; served versions of the store.
privacy-not = Not kept: your messages, what you read, your name. The log names no person and quotes no message.
privacy-telegram = Telegram itself sees all messages to bots and has its own rules.
privacy-forget = { $command } removes your choice of language, your subscriptions and your reports. What was sent where, and what administrators did, stays on record.
forget-title = Remove your language, your subscriptions and your reports?
forget-what = It can’t be undone. Facts and digests stay as they are for everybody else.
forget-nobody = Nothing is kept of somebody who writes as a chat rather than as a person.
forget-not-yours = This button is for the one who asked for it.
forgot-title = Removed
forgot-nothing = There was nothing to remove: no language chosen, no subscription, no report.
forgot-people = { $count ->
    [one] Your choice of language. I answer in your Telegram’s language again.
   *[other] { $count } choices of language.
}
forgot-subscriptions = { $count ->
    [one] One subscription: ended, if it was in your private chat, else no longer under your number.
   *[other] { $count } subscriptions: the one in your private chat has ended, others are no longer under your number.
}
forgot-reports = { $count ->
    [one] One report on a fact. What curators were already sent of it stays in their chats.
   *[other] { $count } reports on facts. What curators were already sent of them stays in their chats.
}
button-forget = Yes, remove it
command-privacy = What I keep of you, and why
command-forget = Remove your language, your subscriptions and your reports
usage-privacy = /privacy
usage-forget = /forget
