"""Deciding in the browser: forms for what a person rules, what became of it, and the list of all of it."""
