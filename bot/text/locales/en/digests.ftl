### Digests: what is posted to subscribers.

edition-title = Qatar’s security partnerships: digest
edition-missed = The digest of { $day } was skipped.
edition-corrected = Corrected — { $partner }
edition-new = New — { $partner }
edition-more = Also held — { $partner }
edition-archive = From the archive — { $partner }
edition-withdrawn = Withdrawn: { $reason }
button-settings = Settings
button-stop = Stop
