// Pages work without this; it only makes some things quicker.
"use strict";
