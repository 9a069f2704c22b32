"""Pictures drawn on the server: view models to SVG, with classes and presentation attributes only.

`bars` draws lines of time, `sources` the graph of who feeds whom, `maps` places on a plain map. The
same view always gives the same picture, no label lies on another, and nothing reaches beyond the frame.
"""
