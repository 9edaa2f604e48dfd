"""The report as an export: its options, its preview, and its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from review.domain.wording.counted import counted
from review.errors import ReviewError
from review.export.kinds import WIDTH, Export, Refuse, Say, TextPreview, passed_over, silently
from review.export.material import ExportMaterial
from review.export.report.blocks import Gap, Heading, Report, inlines
from review.export.report.drawn import DrawnFigure

if TYPE_CHECKING:
    from review.export.report.citing.works import Work
    from review.export.report.units import Unit

TEMPLATE, STYLE, MODEL_CARD, EVIDENCE, AS_OF = "template", "style", "model-card", "evidence", "as-of"
EVENTS = "events"
"""How many events the journal had; kept in the file beside its options, so that its check can say that it is older."""
YES = "yes"
"""The value of options that are asked for or not."""

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class ReportExport(Export):
    """The report of the review, in a template and a citation style, with the `figures` that there are by their names."""

    kind: ClassVar[str] = "report"
    formats: ClassVar[tuple[str, ...]] = ("docx", "html", "md")
    usual: ClassVar[tuple[str, ...]] = ("docx",)
    options: ClassVar[tuple[str, ...]] = (TEMPLATE, STYLE, MODEL_CARD, EVIDENCE)

    figures: Mapping[str, DrawnFigure] = field(default_factory=dict, kw_only=True)

    def report(self, material: ExportMaterial, options: Mapping[str, str], say: Say = silently) -> Report:
        """The report as blocks; it keeps the options that make it again.

        Raises:
            UnknownNameError: the template is unknown.
            ReviewError: the template has mistakes, or the suggestions cannot be measured.
        """
        from review.export.report.assembling import assembled
        from review.export.report.template import GENERIC, template

        name = options.get(TEMPLATE) or GENERIC
        chosen = template(name)
        card = None
        if options.get(MODEL_CARD) == YES:
            if material.model_card is None:
                raise ReviewError(
                    "suggestions can be measured only for the review as it is now: leave out --model-card or --as-of"
                )
            say(f"{self.title}, measuring the suggestions")
            card = material.model_card()
        if options.get(EVIDENCE) == YES:
            chosen = chosen.with_evidence()
        kept = {TEMPLATE: name, STYLE: options.get(STYLE) or chosen.style}
        kept |= {option: YES for option in (MODEL_CARD, EVIDENCE) if options.get(option) == YES}
        kept |= {AS_OF: material.asked_for} if material.asked_for else {}
        kept[EVENTS] = str(material.events)
        return assembled(material, chosen, tuple(kept.items()), card, self.figures, say)

    def preview(
        self,
        material: ExportMaterial,
        width: int = WIDTH,  # noqa: ARG002 - its lines are short
        options: Mapping[str, str] | None = None,
    ) -> TextPreview:
        """The headings of the report, each with the number of gaps below it."""
        # Drawing figures would take longer than all else.
        made = replace(self, figures={}).report(material, options or {})
        return TextPreview(made.title, "\n".join(_outline(made)), made.made)

    def write(
        self,
        material: ExportMaterial,
        folder: Path,
        formats: Sequence[str] = (),
        options: Mapping[str, str] | None = None,
        say: Say = silently,
        refuse: Refuse = passed_over,  # noqa: ARG002 - it is written whole
        remark: Say = silently,  # noqa: ARG002 - there is nothing to say of it
    ) -> list[Path]:
        """Write the report into `folder`, in those of `formats` that it has, else as a Word file; it is made once for all.

        Raises:
            UnknownNameError: the template is unknown.
            ReviewError: the template or the style cannot be used, or a file cannot be written.
        """
        from review.export.report.writing import write_report

        taken = {name: value for name, value in (options or {}).items() if name in self.options}
        made = self.report(material, taken, say)
        style = dict(made.options)[STYLE]
        works = _works(material)

        @cache
        def pictures(name: str, file_format: str) -> tuple[bytes, ...]:
            return self.figures[name].images(material, file_format)

        def picture(name: str, file_format: str) -> bytes:
            of = name if name in self.figures else name.rpartition("-")[0]
            return pictures(of, file_format)[0 if of == name else int(name.rpartition("-")[2]) - 1]

        written: list[Path] = []
        for file_format in [name for name in formats if name in self.formats] or self.usual:
            say(f"{self.title}, {file_format}")
            files, _ = write_report(made, works, style, picture, folder / f"{self.name}.{file_format}")
            written += files
        return written

    def units(self, material: ExportMaterial, options: Mapping[str, str]) -> list[Unit]:
        """The report as it would be written now, in units of text: paragraphs, items and rows.

        Raises:
            UnknownNameError: the template is unknown.
            ReviewError: the template or the style cannot be used.
        """
        from review.export.report.citing.style import style_called
        from review.export.report.prepared import Prepared
        from review.export.report.units import units

        made = self.report(material, options)
        return units(Prepared(made, style_called(dict(made.options)[STYLE]), _works(material)))

    def write_one(
        self, material: ExportMaterial, path: Path, file_format: str, options: Mapping[str, str]
    ) -> Sequence[Path]:
        """Write the report in one format."""
        return self.write(material, path.parent, [file_format], options)


def _works(material: ExportMaterial) -> Mapping[str, Work]:
    """What can be cited, by record."""
    from review.export.report.citing.works import Work

    references = zip(material.records, material.references(), strict=True)
    return {record.id: Work(record, reference) for record, reference in references}


def _outline(made: Report) -> Iterator[str]:
    """The headings as a text, with how many gaps are left between each and the next."""
    heading, gaps = Heading(1, "Title page"), 0
    for block in (*made.blocks, heading):
        if isinstance(block, Heading):
            left = f"  ({counted(gaps, 'gap')} to write)" if gaps else ""
            yield f"{_INDENT * (heading.level - 1)}{heading.text}{left}"
            heading, gaps = block, 0
        gaps += sum(isinstance(part, Gap) for part in inlines(block))
