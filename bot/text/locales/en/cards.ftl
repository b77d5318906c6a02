### Cards: partners, facts, sources, help.

date-none = no date given
undated = The source dates none of this.
date-inferred = { $date } (inferred)
date-approximate = about { $date }
publisher-unknown = Publisher not named

partner-title = { $partner } — security partnership with Qatar
all-title = { $partner } — all facts held
latest-title = Latest dated facts
fact-title = { $partner } — one fact
partners-title = Partners covered
partners-lead = { $count ->
    [one] The store covers one of Qatar’s security partners.
   *[other] The store covers { $count } of Qatar’s security partners.
}

count-reported = { $count } reported
count-planned = { $count } expected or proposed
count-assessed = { $count ->
    [one] 1 opinion
   *[other] { $count } opinions
}
count-sources = { $count ->
    [one] 1 source
   *[other] { $count } sources
}

family-agreements = Agreements and industry
family-meetings = Meetings and visits
family-military = Security and military cooperation
family-information = Exchange of information
family-support = Support and mediation
family-positions = Aims and positions

not-done = Not done: what the source expects, proposes or thinks ({ $count })
not-done-some = Not done: what the source expects, proposes or thinks ({ $shown } of { $count })
legend-reported = ● reported: it happened, or is in force
legend = ○ expected · ◇ proposed · ◌ opinion
page = Page { $page } of { $pages }
source-name = { $publisher }: “{ $title }”
source-name-foreign = { $publisher } (in { $language ->
    [ar] Arabic
   *[other] { $language }
}): “{ $title }”

status-reported = ● reported
status-expected = ○ expected
status-proposed = ◇ proposed
status-assessed = ◌ opinion
status-reported-meaning = The source states it as done or in force.
status-expected-meaning = The source predicts it or says that it may happen. It has not been reported as done.
status-proposed-meaning = The source calls it possible, desirable or under consideration. It has not been reported as done.
status-assessed-meaning = This is the source’s own view.
status-expected-heading = Expected
status-proposed-heading = Proposed or possible
status-assessed-heading = The source’s opinion

fact-status = Status: { $status }
fact-date-note = On the date: { $note }
fact-note = Note: { $note }
fact-actor = Named: { $name }
fact-actor-role = Named: { $name } — { $role }
fact-areas = Areas: { $areas }
fact-carried-by = { $count ->
    [one] Carried by a single source.
   *[other] Carried by { $count } sources.
}
fact-checked = Last checked against its source on { $day }.
fact-withdrawn = Withdrawn: { $reason }
fact-successor = Replaced by { $id }

sources-title = Sources
sources-title-partner = { $partner } — sources
sources-lead = Footnotes count the non-empty lines of an article: [1 ¶8] is the eighth of the first.
source-publisher = { $publisher }, in { $language ->
    [ar] Arabic
   *[other] { $language }
}
source-published = Published: { $date }
source-size = { $paragraphs ->
    [one] 1 paragraph
   *[other] { $paragraphs } paragraphs
}, { $facts ->
    [one] 1 fact
   *[other] { $facts } facts
} held
source-digest = SHA-256 { $digest }

footer-version = store { $version } · facts checked { $day }
footer-fact = { $id } · store { $version }

button-other-language = العربية
button-all-facts = { $count ->
    [one] The one fact
   *[other] All { $count } facts
}
button-sources = Sources
button-brief = ‹ Brief
button-partners = Partners
button-help = Help
button-previous = ‹ { $page }
button-next = { $page } ›

start-title = Sanad — Qatar’s security partnerships, with the source of every sentence
start-what = I answer from a small store of facts. Each names the article and the paragraph it rests on, and what was done is kept apart from what is only expected, proposed or thought.
start-how = Pick a partner, or type a country’s name as you would anywhere.
start-try = For example: Germany · 🇫🇷 · الكويت

help-title = What I can do
help-marks = How sure a source is stands before each sentence:
help-footnotes = [1 ¶8] means source 1, paragraph 8. What the store does not hold, I say so.
usage-partners = /partners
usage-partner = /partner germany
usage-fact = /fact ID
usage-latest = /latest
usage-sources = /sources
usage-language = /language
usage-help = /help

language-title = Language
language-now = I answer you in English.

area-consultation = consultation
area-exercises-training-education = exercises, training and education
area-peacekeeping = peacekeeping
area-research-development = research and development
area-defence-industry = defence industry
area-procurement = procurement
area-classified-information = classified information
area-counter-terrorism = counter-terrorism
area-organised-crime = organised crime
area-cyber = cyber security
area-maritime = maritime security
area-major-events = major events
area-critical-infrastructure = critical infrastructure
area-intelligence-sharing = intelligence sharing
area-capacity-building = capacity building
area-crisis-management = crisis management
area-mediation = mediation
area-development-aid = development aid
