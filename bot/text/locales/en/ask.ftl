### Answers to free questions.

ask-answered-title = What the store holds
ask-nearest-title = Nothing held on exactly that
ask-nearest = The nearest that the store holds:
ask-undated-title = The source gives no date for that
ask-undated = What it says:
ask-silent-title = The store is silent on that
ask-silent = I hold nothing that answers it, and I won’t guess.
ask-ask-title = What would you like to know?
ask-ask = Ask in your own words, for example { $example }. In private you need no command.
ask-example = who met the German interior minister
ask-too-long = I read at most { $limit } characters of a question.

ask-was-it = Was this what you asked?
ask-thanks = Thank you: noted that this answered it.
ask-sorry = Noted for the curators, without who asked. Other words may find more.
button-yes = ✓ Yes
button-no = ✗ No
button-fact = The first fact, whole
usage-ask = /ask who met the German minister

command-ask = Ask in your own words
