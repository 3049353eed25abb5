"""What is kept: the journal, what is read of it, the registers, messages, and who may see what."""
