"""What those see who do not work in the cases: anybody, a kund, a socialsekreterare."""
