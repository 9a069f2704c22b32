"""The pages that one reads: board, claim, report, search, problems."""
