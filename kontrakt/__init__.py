"""What passes between the rooms: names and envelopes, in the words that Temporal knows them by."""
