"""The services of a review, each made when it is first asked for: the screen is up before most of their modules load."""

# ruff: noqa: D103 - each function makes the service that it is named after

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Generic, Self, TypeVar, overload

if TYPE_CHECKING:
    from review.project.annotations import AnnotationService
    from review.project.coding.service import CodingService
    from review.project.configurations.service import ConfigurationService
    from review.project.corpus import CorpusService
    from review.project.documents import DocumentService
    from review.project.exports import ExportService
    from review.project.finding.service import FindService
    from review.project.history import HistoryService
    from review.project.interchange.service import InterchangeService
    from review.project.learning.service import LearningService
    from review.project.looking_again.service import LookingAgainService
    from review.project.page_labels import PageLabelService
    from review.project.page_tables import PageTableService
    from review.project.project import Project
    from review.project.records import RecordService
    from review.project.references import ReferenceService
    from review.project.reporting.package import PackageService
    from review.project.reporting.service import ReportingService
    from review.project.screening.service import ScreeningService
    from review.project.searches.flow import FlowService
    from review.project.searches.service import SearchService
    from review.project.sharing.service import SharingService
    from review.project.spreadsheets.service import SpreadsheetService
    from review.project.team.agreement import AgreementService
    from review.project.team.conflicts import ConflictService
    from review.project.team.service import TeamService
    from review.project.theories.appraisals import AppraisalService
    from review.project.theories.challenges import ChallengeService
    from review.project.theories.history import TheoryHistoryService
    from review.project.theories.looked_at import LookedAtService
    from review.project.theories.map_file import MapFileService
    from review.project.theories.plan import PlanService
    from review.project.theories.structure import StructureService
    from review.project.theories.targets import Targets
    from review.project.theories.verdicts import VerdictService
    from review.project.theory import TheoryService
    from review.project.writing.service import DeskService

Made = TypeVar("Made")

_MAKING = RLock()
"""Held while a service is made: two threads that ask at the same time get the same one."""


class MadeWhenAsked(Generic[Made]):
    """A service as an attribute of `Project`, made by a function below when it is first asked for."""

    def __init__(self, make: Callable[[Project], Made]) -> None:
        self._make = make

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, project: None, _owner: type) -> Self: ...

    @overload
    def __get__(self, project: Project, _owner: type) -> Made: ...

    def __get__(self, project: Project | None, _owner: type) -> Self | Made:
        """The service, which is the project's own attribute from then on."""
        if project is None:
            return self
        with _MAKING:
            if self._name not in project.__dict__:
                project.__dict__[self._name] = self._make(project)
        made: Made = project.__dict__[self._name]
        return made


def make_theory(project: Project) -> TheoryService:
    from review.project.theory import TheoryService

    return TheoryService(project.context)


def make_map_file(project: Project) -> MapFileService:
    from review.project.theories.map_file import MapFileService

    return MapFileService(project.context, project.theory)


def make_structure(project: Project) -> StructureService:
    from review.project.theories.structure import StructureService

    return StructureService(project.context, project.theory)


def make_theory_history(project: Project) -> TheoryHistoryService:
    from review.project.theories.history import TheoryHistoryService

    return TheoryHistoryService(project.context)


def make_plan(project: Project) -> PlanService:
    from review.project.theories.plan import PlanService

    return PlanService(project.context, project.theory)


def make_records(project: Project) -> RecordService:
    from review.project.records import RecordService

    return RecordService(project.context, project.theory)


def make_team(project: Project) -> TeamService:
    from review.project.team.service import TeamService

    return TeamService(project.context, project.theory)


def make_screening(project: Project) -> ScreeningService:
    from review.project.screening.service import ScreeningService

    return ScreeningService(project.context, project.theory, project.records)


def make_agreement(project: Project) -> AgreementService:
    from review.project.team.agreement import AgreementService

    return AgreementService(project.context, project.theory)


def make_documents(project: Project) -> DocumentService:
    from review.project.documents import DocumentService

    return DocumentService(project.context, project.records)


def make_corpus(project: Project) -> CorpusService:
    from review.project.corpus import CorpusService

    return CorpusService(project.context)


def make_page_labels(project: Project) -> PageLabelService:
    from review.project.page_labels import PageLabelService

    return PageLabelService(project.context, project.records)


def make_page_tables(project: Project) -> PageTableService:
    from review.project.page_tables import PageTableService

    return PageTableService(project.context, project.records, project.documents)


def make_coding(project: Project) -> CodingService:
    from review.project.coding.service import CodingService

    return CodingService(project.context, project.theory, project.records, project.documents)


def make_configurations(project: Project) -> ConfigurationService:
    from review.project.configurations.service import ConfigurationService

    return ConfigurationService(project.context, project.theory, project.documents)


def make_conflicts(project: Project) -> ConflictService:
    from review.project.team.conflicts import ConflictService

    return ConflictService(project.context, project.theory, project.records, project.screening)


def make_looking_again(project: Project) -> LookingAgainService:
    from review.project.looking_again.service import LookingAgainService

    return LookingAgainService(project.context, project.theory, project.coding)


def make_targets(project: Project) -> Targets:
    from review.project.theories.targets import Targets

    return Targets(project.context, project.theory)


def make_appraisals(project: Project) -> AppraisalService:
    from review.project.theories.appraisals import AppraisalService

    return AppraisalService(
        project.context, project.theory, project.records, project.documents, project.targets
    )


def make_verdicts(project: Project) -> VerdictService:
    from review.project.theories.verdicts import VerdictService

    return VerdictService(project.context, project.theory)


def make_looked_at(project: Project) -> LookedAtService:
    from review.project.theories.looked_at import LookedAtService

    return LookedAtService(project.context, project.theory, project.documents, project.targets)


def make_challenges(project: Project) -> ChallengeService:
    from review.project.theories.challenges import ChallengeService

    return ChallengeService(project.context, project.theory, project.configurations)


def make_spreadsheets(project: Project) -> SpreadsheetService:
    from review.project.spreadsheets.service import SpreadsheetService

    return SpreadsheetService(
        project.context,
        project.theory,
        project.coding,
        project.configurations,
        project.appraisals,
        project.targets,
    )


def make_annotations(project: Project) -> AnnotationService:
    from review.project.annotations import AnnotationService

    return AnnotationService(project.context, project.theory, project.records, project.coding)


def make_finding(project: Project) -> FindService:
    from review.project.finding.service import FindService

    return FindService(project.context, project.theory, project.configurations)


def make_searches(project: Project) -> SearchService:
    from review.project.searches.service import SearchService

    return SearchService(project.context, project.theory)


def make_flow(project: Project) -> FlowService:
    from review.project.searches.flow import FlowService

    return FlowService(project.context, project.theory)


def make_references(project: Project) -> ReferenceService:
    from review.project.references import ReferenceService

    return ReferenceService(
        project.context, project.theory, project.records, project.documents, project.searches
    )


def make_interchange(project: Project) -> InterchangeService:
    from review.project.interchange.importing.services import Services
    from review.project.interchange.service import InterchangeService

    return InterchangeService(
        Services(
            project.context,
            project.theory,
            project.structure,
            project.records,
            project.documents,
            project.coding,
            project.configurations,
            project.appraisals,
        )
    )


def make_learning(project: Project) -> LearningService:
    from review.project.learning.service import LearningService

    return LearningService(project.context, project.theory)


def make_exports(project: Project) -> ExportService:
    from review.project.exports import ExportService

    return ExportService(project.context, project.learning)


def make_desk(project: Project) -> DeskService:
    from review.project.writing.service import DeskService

    return DeskService(project.context, project.theory, project.configurations)


def make_reporting(project: Project) -> ReportingService:
    from review.project.reporting.service import ReportingService

    return ReportingService(project.context, project.learning)


def make_package(project: Project) -> PackageService:
    from review.project.reporting.package import PackageService

    return PackageService(
        project.context,
        project.exports,
        project.theory,
        project.searches,
        project.desk,
        project.records,
        project.documents,
    )


def make_history(project: Project) -> HistoryService:
    from review.project.history import HistoryService

    return HistoryService(project.context, project.theory, project.map_file, project.records)


def make_sharing(project: Project) -> SharingService:
    from review.project.sharing.service import SharingService

    return SharingService(
        project.context, project.theory_history, project.screening, project.configurations, project.team
    )
