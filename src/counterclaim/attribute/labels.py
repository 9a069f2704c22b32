"""Parts of speech, tags and dependency labels that several rules ask for."""

from __future__ import annotations

VERBAL = frozenset({"VERB", "AUX"})
"""Parts of speech of verbs."""

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
"""Parts of speech that a noun phrase may end with."""

IN_A_NOUN_PHRASE = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "ADP", "PART"})
"""Parts of speech that stand in a noun phrase, phrases about it included."""

FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""Tags of verbs in a tense."""

RELATIVE = frozenset({"WP", "WDT"})
"""Tags of "who", "which" and "what"."""

QUESTIONING = frozenset({"WP", "WDT", "WRB", "WP$"})
"""Tags of all question words."""

SUBJECTS = ("nsubj", "nsubjpass", "expl")
"""Labels of a subject that a clause has of its own."""
