"""What passages may challenge: the claim of a theory, rival framing, sub-theme or configuration."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from review.domain import Stance
from review.domain.theories.configuration import Configuration, ConfigurationStatus, LinkKind
from review.theory_map import TheoryMap

MOST_CONFIGURATIONS = 30
"""The most configurations of a theory that are compared, those with the most sources first."""

_RIVAL_LINKS = frozenset({LinkKind.RIVAL, LinkKind.COUNTER_CASE})


@dataclass(frozen=True)
class Claim:
    """The claim of a code or of the configuration with this id (`target`).

    `codes` are those in whose words it is claimed, `rivals` those of competing framings or theories. Of `configurations`
    context, mechanism and outcome are compared; `rival_configurations` claim something else. What was coded or put as
    speaking for or against one of `judged`, codes or configurations, was judged for this claim, too.
    """

    target: str
    codes: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    configurations: tuple[Configuration, ...] = ()
    rival_configurations: tuple[Configuration, ...] = ()
    judged: frozenset[str] = frozenset()


def claim_of_code(code: str, theory_map: TheoryMap, configurations: Collection[Configuration]) -> Claim:
    """The claim of a theory, rival framing or sub-theme: with the configurations tied to it or to its sub-themes.

    Those that challenge it are its rivals; `SET_ASIDE` ones do not count.
    """
    under = frozenset(theory_map.under(code))
    standing = sorted(_standing(configurations), key=lambda one: (-len(one.sources), one.id))
    tied = [one for one in standing if under & _backed(one)]
    rivals = [one for one in standing if under & (one.theories.keys() - _backed(one))]
    return Claim(
        target=code,
        codes=(code,),
        rivals=theory_map.competitors(code),
        configurations=tuple(tied[:MOST_CONFIGURATIONS]),
        rival_configurations=tuple(rivals[:MOST_CONFIGURATIONS]),
        judged=under,
    )


def claim_of_configuration(
    configuration: Configuration, theory_map: TheoryMap, configurations: Collection[Configuration]
) -> Claim:
    """The claim of a configuration; its rivals are those of its theories, and the configurations linked as such."""
    codes = tuple(code for code in configuration.theories if code in _backed(configuration))
    known = [code for code in codes if code in theory_map.code_names]
    rivals = dict.fromkeys(rival for code in known for rival in theory_map.competitors(code))
    links = (*configuration.links, *configuration.linked_from)
    linked = {link.to for link in links if link.kind in _RIVAL_LINKS}
    return Claim(
        target=configuration.id,
        codes=codes,
        rivals=tuple(rival for rival in rivals if rival not in codes),
        configurations=(configuration,),
        rival_configurations=tuple(one for one in _standing(configurations) if one.id in linked),
        judged=frozenset({configuration.id, *codes}),
    )


def _standing(configurations: Iterable[Configuration]) -> list[Configuration]:
    return [one for one in configurations if one.status is not ConfigurationStatus.SET_ASIDE]


def _backed(configuration: Configuration) -> set[str]:
    """The theories that a configuration does not challenge."""
    return {code for code, stance in configuration.theories.items() if stance is not Stance.CHALLENGES}
