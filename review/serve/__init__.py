"""The screen in a browser: each tab is a process of its own, behind a server on this machine alone."""

DRIVER = "review.tui.browser_driver:BrowserDriver"
"""What a process has in ``TEXTUAL_DRIVER`` that shows its screen in a browser."""
