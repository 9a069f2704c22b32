"""What a mention means: one file for each kind of value, each a pure function of the text."""
