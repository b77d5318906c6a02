"""The fact store of Sanad: curated, source-cited facts. It knows nothing of Telegram."""
