"""§3, §7.2, §7.5: contact with the kund, and the follow-up."""
