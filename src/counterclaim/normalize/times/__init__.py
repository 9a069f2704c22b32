"""When: time expressions in a report, the intervals they name, and why."""

from counterclaim.normalize.times.expressions import TimeExpression, TimeKind, export_begin_until, mention
from counterclaim.normalize.times.find import find_times
from counterclaim.normalize.times.published import dated, infer_published

__all__ = [
    "TimeExpression",
    "TimeKind",
    "dated",
    "export_begin_until",
    "find_times",
    "infer_published",
    "mention",
]
