"""Names across spellings, scripts and orders: could two of them be the same?

    parse (titles, forms, numbers) -> likeness of words -> one-to-one matching -> rules -> NameMatch

Nothing here knows any list of people. A match says only that the names allow one bearer; whether
there is one is for whoever knows the report. Names that mix look-alike letters of two scripts are
never the same as any other.
"""

from __future__ import annotations

from counterclaim.normalize.names.compare import NameMatch, compare
from counterclaim.normalize.names.keys import blocking_keys, name_key
from counterclaim.normalize.names.letters import has_mixed_script, romanise
from counterclaim.normalize.names.plain import plain_name

__all__ = ["NameMatch", "blocking_keys", "compare", "has_mixed_script", "name_key", "plain_name", "romanise"]
