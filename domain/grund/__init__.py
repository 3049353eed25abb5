"""Words that everybody uses: parties, roles, money, names, refusals."""
