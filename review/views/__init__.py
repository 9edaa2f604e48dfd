"""What each command answers, as types: ``--json``, its JSON Schema and the reference come from them.

A view is made from what the project gives by a function without side effects. One module for each subject.
"""
