from counterclaim.casebook import Ledger as Ledger
from counterclaim.casebook import Rows as Rows

__version__: str
__all__ = ["Ledger", "Rows", "__version__"]
