"""Text to blocks, quotations, sentences, tokens and dependencies. The only room that names spaCy."""
