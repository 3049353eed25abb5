"""The effects of the workflows: what is read, written and sent, as often as needed and once in outcome."""
