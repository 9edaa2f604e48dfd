"""The program's two themes: calm colours, amber for what asks for attention.

Every colour of text has a contrast of 4.5:1 on every ground that text stands on (`review.tui.support.colours.GROUNDS`), so that
what is muted can still be read on a row under the cursor. The one exception is `text-disabled`: what is switched off or not
filled in is meant to be faint and has 3:1.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="review-dark",
    primary="#7fb4e0",
    secondary="#a3adbd",
    accent="#e3b565",
    success="#93c47d",
    warning="#e3b565",
    error="#f08a8a",
    foreground="#dbe1ea",
    background="#15181e",
    surface="#1a1e26",
    panel="#242a35",
    dark=True,
    variables={
        "block-cursor-background": "#2f5b80",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2a313d",
        "footer-key-foreground": "#e3b565",
        "primary-muted": "#24374a",
        "warning-muted": "#403522",
        "border": "#6ea8d8",
        "border-blurred": "#39424f",
        "foreground-muted": "#a3adbd",
        "text-muted": "#a3adbd",
        "foreground-disabled": "#858fa0",
        "text-disabled": "#858fa0",
        "scrollbar": "#6f7b8e",
        "scrollbar-hover": "#8c99ae",
        "scrollbar-background": "#1e232c",
        "scrollbar-background-hover": "#1e232c",
        "scrollbar-background-active": "#1e232c",
        "scrollbar-corner-color": "#1e232c",
        "input-selection-background": "#6ea8d8 35%",
    },
)

LIGHT = Theme(
    name="review-light",
    primary="#245a85",
    secondary="#565c66",
    accent="#7f4a00",
    success="#2f7031",
    warning="#7a4f00",
    error="#b0302a",
    foreground="#20242a",
    background="#fbfaf7",
    surface="#f5f3ee",
    panel="#e8e5dd",
    dark=False,
    variables={
        "block-cursor-background": "#28608c",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#d9d5ca",
        "footer-key-foreground": "#7f4a00",
        "primary-muted": "#d9e5ef",
        "warning-muted": "#f0e3c8",
        "border": "#28608c",
        "border-blurred": "#c3bdae",
        "foreground-muted": "#565c66",
        "text-muted": "#565c66",
        "foreground-disabled": "#747a84",
        "text-disabled": "#747a84",
        "scrollbar": "#87816f",
        "scrollbar-hover": "#6d685a",
        "scrollbar-background": "#efece4",
        "scrollbar-background-hover": "#efece4",
        "scrollbar-background-active": "#efece4",
        "scrollbar-corner-color": "#efece4",
        "input-selection-background": "#28608c 25%",
    },
)
