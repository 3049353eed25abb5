"""What is the kund's: who takes a kund that chooses nobody (K5.5), and what it reads of its own insatser (K13.9)."""
