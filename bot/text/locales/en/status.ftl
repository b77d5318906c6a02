### Status: how store, digests and process stand, for admins.

command-status = How store, digests and process stand
button-status-store = The store
button-status-posts = Digests
button-status-process = The process
button-status-questions = Questions and reports

status-held = ⏸ All digests have been held since { $moment } UTC, by { $who }. { $command } lets them go on.
status-footer = As of { $moment } UTC
status-operator = the operator
status-version = { $version }: { $count ->
    [one] 1 fact
   *[other] { $count } facts
}
status-served = Served since { $moment } UTC, by { $who }.
status-withdrawn = { $count ->
    [one] 1 fact is withdrawn.
   *[other] { $count } facts are withdrawn.
}
status-single = { $count ->
    [one] 1 fact rests on one source.
   *[other] { $count } facts rest on one source each.
}
status-unchecked = { $count ->
    [one] 1 fact was last checked more than { $days } days ago.
   *[other] { $count } facts were last checked more than { $days } days ago.
}
status-untranslated = { $count ->
    [one] 1 fact or name lacks a translation.
   *[other] { $count } facts or names lack a translation.
}
status-active = { $count ->
    [one] 1 active subscription
   *[other] { $count } active subscriptions
}
status-stopped = { $reason }: { $number }
status-paused = Paused
status-offered = Offered, not answered
status-removed = Bot removed
status-blocked = Bot blocked
status-muted = Bot may not post
status-due = The next edition is due { $moment } UTC.
status-due-none = No edition is due.
status-overdue = { $count ->
    [one] 1 edition is due now.
   *[other] { $count } editions are due now.
}
status-pending = To be sent
status-sending = Being sent
status-uncertain = Uncertain whether they arrived
status-sent = Sent
status-failed = Refused
status-abandoned = Given up
status-no-posts = Nothing has been posted yet.
status-process = Process { $pid } on { $host } is the active one; takeover { $generation }.
status-uptime = Up for { $time }, since { $moment } UTC.
status-memory = Memory: { $size }
status-database = Database: { $kind }, { $size }
status-errors = The log’s last complaints, the newest first:
status-no-errors = The log has complained of nothing.
status-silent = { $count ->
    [one] 1 question in twelve weeks found no answer.
   *[other] { $count } questions in twelve weeks found no answer.
}
status-verdicts = “Was this what you asked?” { $yes } × Yes, { $no } × No.
status-question = • { $question } — { $silent } × silence, { $no } × No
status-reports = Reports: { $open } open, { $closed } closed.
