"""The yearly review of an anordnare: figures, findings, measures with frister, and the signature (K16.4)."""
