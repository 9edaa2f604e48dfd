"""The screen: everything that knows Textual. Widgets show and post messages; screens call the project."""
