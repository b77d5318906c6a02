#!/bin/sh
# A verb of the bot's command line as the service would run it: its user, its settings, its folder. Install it as
# /usr/local/bin/sanad; only root may start a unit.
exec systemd-run --quiet --pipe --wait --collect \
    --uid=sanad --working-directory=/var/lib/sanad --property=UMask=0077 \
    --property=EnvironmentFile=/etc/sanad/sanad.env \
    /opt/sanad/.venv/bin/python -m bot "$@"
