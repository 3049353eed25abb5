"""What every door stands on: settings, files, encryption, the way to Temporal, everything on one machine."""
