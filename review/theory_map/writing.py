"""Writes a theory map as readable and editable YAML."""

from __future__ import annotations

from typing import Any

import yaml

from review.theory_map.values import TheoryMap


class _Dumper(yaml.SafeDumper):
    """Lists on one line, as in ``rivals: [T1, T2]``, and no aliases."""

    def ignore_aliases(self, _data: object) -> bool:
        return True

    def write_plain(self, text: str, split: bool = True) -> None:
        """Write a text without quotes; items of a list are not wrapped."""
        super().write_plain(text, split and not self.flow_level)


def _list(dumper: _Dumper, items: list[Any]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


_Dumper.add_representer(list, _list)


def to_yaml(theory_map: TheoryMap) -> str:
    """The map as ``theory_map.yaml``; `read_theory_map` reads an equal map from it.

    Comments of the original file are not kept.
    """
    sections = (
        yaml.dump({name: content}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
        for name, content in theory_map.to_plain().items()
    )
    return "\n".join(sections)
