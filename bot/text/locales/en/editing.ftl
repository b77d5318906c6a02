### Curated files changed from the chat.

edit-title = Proposed: { $file }
edit-holds = Nothing is written yet. This proposal holds for an hour, and not over a restart of the bot.
edit-other = { $admin } has a proposal open as well, for { $file }. Whoever confirms second will have to send it anew.
edit-obstacle = I can’t write this file here: { $reason }. Put it there yourself, then send { $command }.
edit-uncommitted = The file has changes that weren’t committed yet; they will go into the same commit.
edit-removes = Facts would be gone. A fact that was wrong is better withdrawn, with a reason, than removed.
edit-beside-ar = The Arabic sentence stays: { $text }
edit-beside-en = The English sentence stays: { $text }
edit-beside-ask = Does it still say the same? If not, reply to this message with the new one, and both will be changed together.
button-apply = ✓ Apply
button-apply-beside-ar = ✓ Apply, the Arabic is right
button-apply-beside-en = ✓ Apply, the English is right
button-drop = ✕ Drop
edit-broken-title = { $count ->
    [one] Not proposed: 1 problem
   *[other] Not proposed: { $count } problems
}
edit-untouched = The files are as they were.
edit-failed-title = Not proposed
edit-unchanged-title = Nothing to change
edit-unchanged = That is exactly what the file holds already.
edit-misnamed-title = I don’t know which file that is
edit-misnamed = Its name tells me where it goes: { $files }, or the two letters of another partner.
edit-large-title = The file is too large
edit-large = From the chat I take files of up to { $limit } KB.
edit-other-title = I can’t use that file
edit-other-kind = Here I take curated facts as { $facts }, and articles as { $article }.
edit-forwarded = It was forwarded. Curated facts are taken from you alone: look through the file and send it yourself.
edit-unfetched-title = The file didn’t arrive
edit-unfetched = Telegram didn’t give it to me. Send it once more.
edit-gone-title = That proposal is no more
edit-gone = It was confirmed or dropped, an hour went by, or the bot was restarted. Send it again if it is still wanted.
edit-dropped-title = Dropped
edit-dropped = Nothing was written.
edit-stale-title = The files have changed meanwhile
edit-stale = Somebody changed them after this was proposed, so that I wrote nothing. Send it again, and you will see what it does now.
edit-written = { $file } is written.
edit-kept = The one before lies beside it as { $old }.
edit-committed = Committed as { $commit }.
edit-uncommitted-yet = Not committed; git says: { $reason }
edit-nameless = Not committed: git doesn’t know in whose name. Set user.name and user.email there, then commit by hand.
edit-commit = facts: Change { $file }.
edit-commit-by = Confirmed-by: { $name } (Telegram user { $id })
