"""The program's two themes: calm colours, readable contrast, amber for what asks for attention."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="review-dark",
    primary="#6ea8d8",
    secondary="#8a93a6",
    accent="#e3b565",
    success="#93c47d",
    warning="#e3b565",
    error="#e57373",
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
        "border": "#6ea8d8",
        "border-blurred": "#39424f",
        "foreground-muted": "#8c96a8",
        "text-muted": "#8c96a8",
        "input-selection-background": "#6ea8d8 35%",
    },
)

LIGHT = Theme(
    name="review-light",
    primary="#28608c",
    secondary="#5d6675",
    accent="#9a5b00",
    success="#2f7031",
    warning="#8a5a00",
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
        "footer-key-foreground": "#9a5b00",
        "border": "#28608c",
        "border-blurred": "#c3bdae",
        "foreground-muted": "#666c77",
        "text-muted": "#666c77",
        "input-selection-background": "#28608c 25%",
    },
)
