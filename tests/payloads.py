"""Words that would run as a program where a page lets words become markup, and facts that hold them.

Each calls `__hit`, which a test puts into the page, or asks in a dialog. They cover text, attributes with
and without quotation marks, comments, scripts, styles, addresses, templates, odd encodings and mutations.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import count, cycle
from typing import Any

from counterclaim.ledger import Fact, decode, encode, kind_of

PAYLOADS = (
    "<script>__hit(1)</script>",
    "<SCRIPT>__hit(2)</SCRIPT>",
    "<scr<script>ipt>__hit(3)</scr</script>ipt>",
    "<script src=data:,__hit(4)></script>",
    "<script/src='data:text/javascript,__hit(5)'></script>",
    "<img src=x onerror=__hit(6)>",
    "<img src=x onerror='__hit(7)'//",
    '<img src="x" onerror="__hit(8)">',
    "<img/src=x/onerror=__hit(9)>",
    "<IMG SRC=x OnErRoR=__hit(10)>",
    "<svg onload=__hit(11)>",
    "<svg/onload=__hit(12)//",
    "<svg><script>__hit(13)</script></svg>",
    "<svg><animate onbegin=__hit(14) attributeName=x dur=1s></svg>",
    "<svg><a xlink:href='javascript:__hit(15)'><text y=20>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=__hit(16)>#x'></svg>",
    "<math><mi xlink:href='javascript:__hit(17)'>x</mi></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=__hit(18)>'>",
    "<iframe src='javascript:__hit(19)'></iframe>",
    "<iframe srcdoc='<script>parent.__hit(20)</script>'></iframe>",
    "<object data='javascript:__hit(21)'></object>",
    "<embed src='javascript:__hit(22)'>",
    "<body onload=__hit(23)>",
    "<input autofocus onfocus=__hit(24)>",
    "<select autofocus onfocus=__hit(25)>",
    "<textarea autofocus onfocus=__hit(26)>",
    "<details open ontoggle=__hit(27)>x</details>",
    "<video><source onerror=__hit(28)></video>",
    "<audio src=x onerror=__hit(29)>",
    "<marquee onstart=__hit(30)>x</marquee>",
    "<a href='javascript:__hit(31)'>press</a>",
    "<a href='JaVaScRiPt:__hit(32)'>press</a>",
    "<a href=' &#14; javascript:__hit(33)'>press</a>",
    "<a href='java\tscript:__hit(34)'>press</a>",
    "<a href='data:text/html,<script>__hit(35)</script>'>press</a>",
    "<form action='javascript:__hit(36)'><button>press</button></form>",
    "<button formaction='javascript:__hit(37)'>press</button>",
    "<meta http-equiv=refresh content='0;url=javascript:__hit(38)'>",
    "<base href='javascript:/a/-__hit(39);/'>",
    "<link rel=stylesheet href='data:text/css,*{background:red}' onload=__hit(40)>",
    "<style onload=__hit(41)></style>",
    "<style>@import 'javascript:__hit(42)';</style>",
    "<div style='width:expression(__hit(43))'>x</div>",
    '"><script>__hit(44)</script>',
    "'><script>__hit(45)</script>",
    '" onmouseover="__hit(46)" x="',
    "' onmouseover='__hit(47)' x='",
    '" autofocus onfocus=__hit(48) tabindex=1 x="',
    " onfocus=__hit(49) autofocus tabindex=1 ",
    "`onmouseover=__hit(50)`",
    "--><script>__hit(51)</script><!--",
    "]]><script>__hit(52)</script><![CDATA[",
    "</title><script>__hit(53)</script>",
    "</script><script>__hit(54)</script>",
    "</style><script>__hit(55)</script>",
    "</textarea><script>__hit(56)</script>",
    "</option></select><img src=x onerror=__hit(57)>",
    "';__hit(58);//",
    '";__hit(59);//',
    '\\";__hit(60);//',
    "${__hit(61)}",
    "{{constructor.constructor('__hit(62)')()}}",
    "{% raw %}<script>__hit(63)</script>{% endraw %}",
    "{{ ''.__class__ }}<script>__hit(64)</script>",
    "&lt;script&gt;__hit(65)&lt;/script&gt;<img src=x onerror=__hit(65)>",
    "%3Cscript%3E__hit(66)%3C/script%3E",
    "\u003cscript\u003e__hit(67)\u003c/script\u003e",
    "＜script＞__hit(68)＜/script＞",
    "<noscript><p title='</noscript><img src=x onerror=__hit(69)>'>",
    "<template><script>__hit(70)</script></template><img src=x onerror=__hit(70)>",
    "<xmp><p title='</xmp><img src=x onerror=__hit(71)>'>",
    "<b hx-on:click='__hit(72)' hx-get='/' hx-trigger='load' hx-on::load='__hit(72)'>x</b>",
    "<i data-hx-get='/static/site.js' data-hx-trigger='load'>x</i><img src=x onerror=__hit(73)>",
    "\u202e<script>__hit(74)</script>\u202c",
    "<script>alert('dialog 75')</script><img src=x onerror=\"alert('dialog 75')\">",
    "javascript:__hit(76)",
    "data:text/html,<script>__hit(77)</script>",
    "vbscript:__hit(78)",
)  # fmt: skip
"""More than sixty ways."""

ADDRESSES = (
    "javascript:__hit(90)", "JAVASCRIPT:__hit(91)", " javascript:__hit(92)", "java\nscript:__hit(93)",
    "data:text/html,<script>__hit(94)</script>", "vbscript:__hit(95)", "//evil.example/__hit(96)",
    'https://evil.example/"onmouseover="__hit(97)', "https://evil.example/'onmouseover='__hit(98)",
    "file:///etc/passwd", "blob:https://evil.example/x", "https://evil.example/<script>__hit(99)</script>",
)  # fmt: skip
"""What a report may say of where it was fetched from."""

FREE = frozenset(
    [
        "title",
        "outlet",
        "author",
        "address",
        "path",
        "published_because",
        "language",
        "channel",
        "because",
        "gist",
        "frame",
        "name",
        "names",
        "party",
        "party_because",
        "camp",
        "by",
        "note",
        "to",
        "reason",
        "advice",
        "label",
        "unit",
        "role_words",
        "what_was",
        "told",
        "message",
        "place",
    ]
)
"""The fields of facts in which words stand as people or reports wrote them."""


def hostile_records() -> Iterator[dict[str, str]]:
    """Yield a report for each payload, which has it everywhere: in its text, and in what is told of it."""
    for number, payload in enumerate(PAYLOADS):
        yield {
            "id": f"hostile-{number}",
            "title": f"Title {number} {payload}",
            "outlet": f"Outlet {number} {payload}",
            "address": ADDRESSES[number % len(ADDRESSES)],
            "published": "2024-03-04",
            "language": "en",
            "text": (
                f"OLTON, March 4 - Ana {number_in_letters(number)} said the wall {payload} was weak.\n\n"
                f"“{payload} broke at night,” Brandt {number_in_letters(number)} said.\n\n"
                f"The company denied that the wall {payload} was weak. {payload}\n"
            ),
        }


def number_in_letters(number: int) -> str:
    """Return a made-up family name for a number, so that each report has speakers of its own."""
    return (
        f"{'BCDFGHJKLM'[number // 10 % 10]}{'aeiouyaeio'[number // 10 % 10]}{'nrstvwzlmp'[number % 10]}owski"
    )


def poisoned(facts: list[Fact]) -> list[Fact]:
    """Return facts with a payload in every word that stands in them as somebody wrote it; texts stay."""
    payloads, numbers = cycle(PAYLOADS), count()

    def changed(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: changed(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [changed(one, name) for one in value]
        if isinstance(value, str) and value and name in FREE:
            number = next(numbers)
            return f"{value} {number} {next(payloads)} <img src=x onerror=__hit({number})>"
        return value

    found = []
    for fact in facts:
        told: Mapping[str, Any] = json.loads(encode(fact))
        found.append(decode(kind_of(fact), json.dumps(changed(dict(told)))))
    return found
