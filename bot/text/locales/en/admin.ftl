### The desk: what admins command and are told.

help-desk = You are an admin: { $commands }; and send me a file of facts, or reply to a fact with its new sentence.
command-reload = Serve the curated files as they are now
command-rollback = Go back to an earlier version
command-audit = Who did what, and when

reload-working = Reading and compiling the files…
reload-working-dry = Reading the files; nothing will change…
reload-seconds = { $count } seconds so far.
reload-still = Still serving { $version }.
reload-busy-title = Another reload is under way
reload-busy = Wait for its answer, then ask again. Nothing was done.
reload-broken-title = { $count ->
    [one] Not reloaded: 1 problem
   *[other] Not reloaded: { $count } problems
}
reload-more = … and { $count } more, all in the file below.
reload-failed-title = Not done
reload-same-title = Nothing to change
reload-same = The files are what is being served: { $version }.
reload-done-title = Now served
reload-dry-title = A reload would change this
reload-versions = { $old } → { $new }
reload-posts = { $count ->
    [one] 1 post carries what has changed and will be corrected.
   *[other] { $count } posts carry what has changed and will be corrected.
}
rollback-unknown-title = No such version is kept
button-version = ↩ { $version } · { $time } · { $count ->
    [one] 1 fact
   *[other] { $count } facts
}

diff-added = { $count } added
diff-changed = { $count } changed
diff-reworded = { $count } reworded
diff-deprecated = { $count } withdrawn
diff-removed = { $count } removed
diff-none = No fact differs.
diff-more = … the rest is in the file below.
diff-fact-added = ＋ { $id } { $text }
diff-fact-changed = ≠ { $id } changed:
diff-fact-reworded = ≈ { $id } reworded:
diff-fact-deprecated = ⊘ { $id } withdrawn: { $reason }
diff-fact-removed = − { $id } removed: { $text }
diff-field = · { $field }: { $old } → { $new }
diff-nothing = nothing

audit-title = Who did what
button-audit-file = All of it as a file
