"""What is told of many insatser together: to those who choose an anordnare, and to the nämnd."""
