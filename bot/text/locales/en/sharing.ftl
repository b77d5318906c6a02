### Sharing: inline mode, links.

button-share = Share
button-link = Copy link
button-open = Open in Sanad
inline-none = Nothing held on that — ask Sanad
fact-shared-title = { $partner } — security partnership with Qatar
