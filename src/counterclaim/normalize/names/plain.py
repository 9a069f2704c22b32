"""Names as rulings are compared with them: word for word, whatever the capitals and accents."""

from __future__ import annotations

import re

from counterclaim.normalize.names.letters import has_mixed_script, romanise

_ARTICLE = re.compile(r"\Athe (?=\S)")


def plain_name(name: str) -> str:
    """Return what is compared: no case, accents or "the"; look-alike letters of two scripts stay as they are.

    >>> plain_name("The  Élan Club"), plain_name("ELAN club")
    ('elan club', 'elan club')
    """
    one_blank = " ".join(name.split())
    if has_mixed_script(one_blank):
        return one_blank
    return _ARTICLE.sub("", romanise(one_blank))
