"""What an import of a coded project uses of a review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.project.coding.service import CodingService
    from review.project.configurations.service import ConfigurationService
    from review.project.documents import DocumentService
    from review.project.records import RecordService
    from review.project.service import Context
    from review.project.theories.appraisals import AppraisalService
    from review.project.theories.structure import StructureService
    from review.project.theory import TheoryService


@dataclass(frozen=True)
class Services:
    """The services, and the review's context."""

    context: Context
    theory: TheoryService
    structure: StructureService
    records: RecordService
    documents: DocumentService
    coding: CodingService
    configurations: ConfigurationService
    appraisals: AppraisalService
