### Reports: what readers say is wrong with a fact, and the admins' answers.

command-report = Say what is wrong with a fact
usage-report = /report ID
button-report = ⚑ Something wrong?
button-report-send = Send
button-report-cancel = Cancel
button-report-fact = The fact

report-ask-title = What is wrong with this fact?
report-ask = Write it in one message of up to { $limit } characters: a name, a date, the wording, the source. Curators read it, and I bring you their answer.
report-long = That was { $count } characters. Please write between 1 and { $limit }.
report-preview-title = Send this to the curators?
report-sent-title = Your report is with the curators
report-sent = You will hear from them here. { $command } removes it.
report-limit-title = No more reports for today
report-limit = People read them, so only so many are taken a day. Please try again tomorrow.
report-private-title = Reports are taken in private
report-private = One tap opens our private chat and asks you there:
report-which-title = Which fact?
report-which = Reply with { $command } to a message of mine, or give the id at a fact’s foot: { $example }.
report-choice-title = Which of these facts?
report-answered-title = An answer to your report
report-closed-title = Your report is closed
report-closed = The curators have dealt with it. Thank you for reading so closely.

case-title = Report { $number }
case-sent = Sent { $moment } UTC.
case-answers = { $count ->
    [one] Answered once.
   *[other] Answered { $count } times.
}
case-taken = { $who } has been writing an answer since { $moment } UTC.
case-closed = Closed.
case-closed-told = The reader has been told that it is closed.
case-closed-untold = The reader could not be told that it is closed.
case-gone-title = No such report
case-gone = Its reader has removed it, or it was closed long ago.
case-ask = Write the answer in one message of up to { $limit } characters. The reader’s language is { $language ->
    [ar] Arabic
   *[other] English
}.
case-preview = Send this answer to the reader?
case-sending = On its way…
case-delivered = The answer has reached the reader.
case-unreachable = The reader can’t be reached: the bot is blocked, or the account is gone.
case-failed = Not sent: Telegram could not be reached. Press again to try again.
case-listed = { $number } · { $count ->
    [one] 1 day
   *[other] { $count } days
} · { $text }
button-case-fact = Open the fact
button-case-answer = Answer
button-case-close = Close
button-case-deliver = Send
button-case-back = Back
