### Corrections of what was posted.

correction-changed = Corrected on { $day }.
correction-withdrawn = Withdrawn on { $day }: { $reason }
correction-removed = Withdrawn on { $day }.
correction-instead = Stands in its place since { $day }.

button-corrections-hold = Hold
button-corrections-now = Correct now
corrections-held-title = Corrections held
corrections-held = { $count ->
    [one] 1 post stays as it is until you say otherwise.
   *[other] { $count } posts stay as they are until you say otherwise.
}
corrections-now-title = Correcting now
corrections-now = { $count ->
    [one] 1 post is being corrected.
   *[other] { $count } posts are being corrected.
}
corrections-none-title = Nothing is waiting
corrections-none = These corrections are done, or another version is served by now.
