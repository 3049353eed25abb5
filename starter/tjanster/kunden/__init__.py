"""About kunder: who takes one that chooses nobody (K5.5), what one reads of its insatser (K13.9), names, their week."""
