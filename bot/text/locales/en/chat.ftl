### Talk: commands, answers about names, errors.

bot-name = Sanad: Qatar’s security partners
bot-about = Sourced answers on Qatar’s security partnerships, in Arabic and English.
bot-description = Sanad answers about Qatar’s security partnerships out of a curated store of facts. Every sentence names the article and the paragraph behind it; what was done is kept apart from what is only expected, proposed or thought; and what the store does not hold, Sanad says so.

command-start = Begin
command-help = What I can do
command-partners = The partners covered
command-partner = What is held on one partner
command-fact = One fact, whole, by its id
command-latest = The latest dated facts
command-sources = The articles behind the facts
command-language = Arabic or English

showing = Showing { $partner }.
partner-ask-title = Which partner?
partner-ask = Type { $example }, or pick one that the store covers.
country-without-facts-title = { $country }: nothing held
country-without-facts = { $country } is a country I know, but the store holds no fact on it.
covered = The store covers:
home-country-title = Qatar is the other side of every partnership here
home-country = Each fact in the store is about Qatar and one of its partners. Pick the partner:
ambiguous-title = Which of these do you mean?
ambiguous = “{ $input }” could be more than one country.
not-recognised-title = No country recognised
not-recognised = I don’t recognise “{ $input }” as a country, and I won’t guess.
not-recognised-near = I don’t recognise “{ $input }” for certain. Did you mean one of these?
fact-ask-title = Which fact?
fact-ask = Give a fact’s id, for example { $example }. Ids stand at the foot of each fact.
fact-unknown-title = No such fact
fact-unknown = The store holds no fact { $id }.
fact-unknown-odd = That is no fact id. Ids look like { $example }.
language-unknown = I speak Arabic and English; “{ $input }” is neither. Pick one:
unknown-command-title = Unknown command
unknown-command = I don’t know { $command }. { $help } lists what I can do.
words-only-title = Words only, please
words-only = I read text. Type a country’s name, or see { $help }.
too-long-title = That is a long one
too-long = A country’s name will do: I read at most { $limit } characters of it.
stale-button = This button is from an older message. Send the command again.
deep-link-unknown = That link leads to nothing the store holds now. Here is where to begin:
failed-title = Something went wrong on my side
failed = It has been noted under { $id }. Please try again; if it stays, give that number to whoever runs this bot.
