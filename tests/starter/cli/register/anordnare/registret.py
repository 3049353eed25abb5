"""Who keeps the register of anordnare, and what is said at the terminal."""

AL, EKONOM, EGEN, ANNAN = "arbetsledare:al1", "ekonom:e1", "anordnare:h1@A", "anordnare:h1@B"
