### Persons, timelines, comparisons.

everything = All partners
button-back = ‹ { $what }
button-timeline = Timeline
button-compare = Compare

actor-person = Person
actor-organisation = Organisation
actor-event = Event
who-empty = No fact in the store names it.
who-which-title = Who?
who-which = Type a name, for example { $example }, in either language. Or pick one of those whom the facts name most:
who-offered-title = Which of these do you mean?
who-offered = “{ $input }” is not one name in the store for certain. Near it, or in such an office, are:
who-unknown-title = No such name in the store
who-unknown = The store names nobody as “{ $input }”, and I won’t guess.
who-shown = Showing { $name }.
usage-who = /who Dobrindt
command-who = A person or an organisation: office and facts

timeline-title = { $what } — timeline
timeline-undated = { $count ->
    [one] 1 further fact has no date in its source; it stands apart.
   *[other] { $count } further facts have no date in their sources; they stand apart.
}
timeline-empty = The sources date none of these facts.
button-undated = { $count ->
    [one] The one without a date
   *[other] The { $count } without a date
}
undated-title = { $what } — without a date
button-back-timeline = ‹ Timeline
timeline-unknown-title = Timeline of what?
timeline-unknown = I don’t recognise “{ $input }” as a partner, a topic or a name in the store.
timeline-near = “{ $input }” could be several things here. Which one?
usage-timeline = /timeline germany
command-timeline = Facts by date: all, or of a partner, topic or person

compare-which = Compare which partners?
compare-with = Compare { $partner } with which partner?
compare-how = Pick, or type { $example }.
compare-title = Side by side: { $partners }
compare-area-title = { $area } { $partners }
compare-none = { $partner }: nothing held on this area.
compare-tap = An area’s button shows its facts.
legend-compare = ● reported · ○ expected · ◇ proposed · ◌ opinion · — nothing held. A fact counts in each of its areas.
compare-not-held = { $country } is a country I know, but the store holds no fact on it.
compare-not-recognised = I don’t recognise “{ $input }” as a country, and I won’t guess.
compare-home = Qatar is the other side of every fact here, so it can’t be compared.
compare-too-many = I compare at most { $limit } partners; these are the first.
button-compare-back = ‹ Side by side
usage-compare = /compare germany and france
command-compare = Two partners side by side, area by area
