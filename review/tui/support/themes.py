"""The program's two themes: calm colours, amber for what asks for attention.

Every colour of text has a contrast of 4.5:1 on every ground that it is used on (`review.tui.support.colours.GROUNDS`), so that
muted text can be read on the row under the cursor. The one exception is `text-disabled`: what is switched off or not
filled in is meant to be faint and has 3:1.

That holds in a terminal of 256 colours, too, where Rich replaces each colour by a near one. Colours with a saturation of less
than 15 % become one of 24 greys; all others become one of 216 with few dark ones, so most dark grounds here are nearly grey.
"""

from __future__ import annotations

from textual.theme import Theme

MUTED, WARNING = "$foreground-muted", "$text-warning"
"""The styles of text that explains, and of what asks for attention, in each theme."""

DARK = Theme(
    name="review-dark",
    primary="#7fb4e0",
    secondary="#a3adbd",
    accent="#e3b565",
    success="#93c47d",
    warning="#e3b565",
    error="#f08a8a",
    foreground="#dbe1ea",
    background="#16181d",
    surface="#1b1e24",
    panel="#252932",
    dark=True,
    variables={
        "block-cursor-background": "#2f5b80",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2d323b",
        "footer-key-foreground": "#e3b565",
        "primary-muted": "#222f55",
        "warning-muted": "#402e20",
        "border": "#6ea8d8",
        "border-blurred": "#39424f",
        "foreground-muted": "#a3adbd",
        "text-muted": "#a3adbd",
        "foreground-disabled": "#858fa0",
        "text-disabled": "#858fa0",
        "scrollbar": "#6f7b8e",
        "scrollbar-hover": "#8c99ae",
        "scrollbar-background": "#1f2329",
        "scrollbar-background-hover": "#1f2329",
        "scrollbar-background-active": "#1f2329",
        "scrollbar-corner-color": "#1f2329",
        "input-selection-background": "#2f5b80",
    },
)

LIGHT = Theme(
    name="review-light",
    primary="#245a85",
    secondary="#565c66",
    accent="#6e4600",
    success="#2f7031",
    warning="#6e4a00",
    error="#b02a26",
    foreground="#20242a",
    background="#fbfaf7",
    surface="#f5f3ee",
    panel="#e8e6e0",
    dark=False,
    variables={
        "block-cursor-background": "#28608c",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#d9d5ca",
        "footer-key-foreground": "#6e4600",
        "primary-muted": "#d9e5ef",
        "warning-muted": "#f0e3c8",
        "border": "#28608c",
        "border-blurred": "#c3bdae",
        "foreground-muted": "#565c66",
        "text-muted": "#565c66",
        "foreground-disabled": "#6a707a",
        "text-disabled": "#6a707a",
        "scrollbar": "#87816f",
        "scrollbar-hover": "#6d685a",
        "scrollbar-background": "#ecebe6",
        "scrollbar-background-hover": "#ecebe6",
        "scrollbar-background-active": "#ecebe6",
        "scrollbar-corner-color": "#ecebe6",
        "input-selection-background": "#28608c 25%",
    },
)
