### Facts drafted from an article.

command-draft = Draft facts from an article
draft-ask-title = Send me the article
draft-ask = As a { $file } file, or as text, typed or forwarded, in as many messages as it takes; then press the button that stands below them. A reply to an article with { $command } does as well.
draft-ask-about = It will be read as an article on { $partner }.
draft-so-far-title = { $count ->
    [one] 1 paragraph so far
   *[other] { $count } paragraphs so far
}
draft-so-far = Send the rest, or have it read.
button-draft-read = ✓ That is all, read it
draft-working = Reading the article…
draft-done-title = { $count ->
    [one] 1 draft on { $partner }
   *[other] { $count } drafts on { $partner }
}
draft-done-from = { $count ->
    [one] Found in 1 paragraph.
   *[other] Found in { $count } paragraphs.
}
draft-done-held = { $count ->
    [one] 1 of them seems to be in the store already, and is marked.
   *[other] { $count } of them seem to be in the store already, and are marked.
}
draft-done-next = They are in the file below. Write the sentences in both languages, delete what is no fact, and put the rest into { $file }.
draft-done-partner = { $code } is no partner of the store yet: enter it into { $file } first.
draft-done-article = The article comes back as { $file }: keep it beside the others, for its digest is in the drafts.
draft-none = No clause of it commits itself to anything that could be a fact.
draft-large-title = The article is too long
draft-large = I read articles of up to { $limit } KB.
draft-no-partner-title = Which country is it about?
draft-no-partner = The article names none but Qatar. Reply to it with { $command }.
draft-partner-unknown-title = I don’t know that country
draft-partner-unknown = After the command comes the partner that the article is about, as in { $command }; or nothing, and I look for it myself.
draft-unread-title = I can’t read that as an article
draft-unread = It is to be UTF-8 text, a paragraph a line.
draft-over-title = That article is no more
draft-over = I kept it for ten minutes, and not over a restart. Begin again with { $command }.
