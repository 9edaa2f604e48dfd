"""How far reviewers agree, as far as this reviewer may see it."""

from __future__ import annotations

from review.domain.team.agreement import CodeAgreement, DimensionAgreement, StageAgreement
from review.project.service import Context, Service
from review.project.team import agreed
from review.project.theory import TheoryService


class AgreementService(Service):
    """Agreement between reviewers: computed when it is asked for, which loads the libraries that compute it."""

    def __init__(self, context: Context, theory: TheoryService) -> None:
        super().__init__(context)
        self._theory = theory

    def decided_twice(self) -> dict[str, int]:
        """For each stage, in order, the number of records with at least two decisions that this reviewer may see."""
        return agreed.decided_twice(self._journal, self._theory.map)

    def of_stage(self, stage: str = "") -> StageAgreement:
        """The agreement on decisions at a stage; by default at the first at which there is something to compare.

        Raises:
            UnknownNameError: the stage is unknown.
        """
        if not stage:
            twice = self.decided_twice()
            stage = next((one for one, many in twice.items() if many), next(iter(twice)))
        self._theory.with_stage(stage)
        return agreed.of_stage(self._journal, stage)

    def of_codes(self) -> list[CodeAgreement]:
        """The agreement on where each code belongs, in documents that at least two coders worked on."""
        return agreed.of_codes(self._journal, self._theory.map)

    def of_appraisals(self) -> list[DimensionAgreement]:
        """The agreement on the levels of each dimension of appraisal, in the order of the map."""
        return agreed.of_appraisals(self._journal, self._theory.map)
