"""Draws what order.py and codes.py wrote with `--json` as pictures for the documentation.

    python benchmarks/order.py --json benchmarks/results/order.json
    python benchmarks/codes.py --semantic --json benchmarks/results/codes.json
    python benchmarks/plots.py [--to docs/explanation]

Makes ``order.svg`` (the loss of each set, ours beside ASReview's) and ``codes.svg`` (recall@3 by labels of each code,
without and with sentence vectors, beside the yardsticks). SVG is written as text; the pictures follow the reader's light or dark.
"""

import argparse
import json
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
STYLE = """<style>
text { font-size: 13px; font-family: system-ui, sans-serif; fill: #24292f }
.small { font-size: 12px; fill: #57606a }
.page { fill: #ffffff } .grid { stroke: #d0d7de } .ours { stroke: #0550ae; fill: #0550ae }
.other { stroke: #953800; fill: #ffffff } .more { stroke: #1a7f37; fill: #1a7f37 } .line { fill: none; stroke-width: 2 } .dashed { stroke-dasharray: 5 4 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .small { fill: #9ea7b3 } .page { fill: #0d1117 } .grid { stroke: #30363d }
.ours { stroke: #79c0ff; fill: #79c0ff } .other { stroke: #ffa657; fill: #0d1117 }
.more { stroke: #56d364; fill: #56d364 } }
.line { fill: none }
</style>"""

SERIES = {"yardstick": "other", "ours": "ours", "ours with sentence vectors": "more"}
"""How each series of codes.py is drawn, the last one on top."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--results", type=Path, default=HERE / "results", help="folder of the JSON files")
    parser.add_argument("--to", type=Path, default=HERE.parent / "docs" / "explanation")
    options = parser.parse_args()
    for name, draw in (("order", order_picture), ("codes", codes_picture)):
        results = json.loads((options.results / f"{name}.json").read_text(encoding="utf-8"))
        (options.to / f"{name}.svg").write_text(draw(results["sets"]), encoding="utf-8")


def order_picture(sets: dict) -> str:
    """A line for each set, with both losses on it."""
    left, top, step, width = 250, 64, 28, 440
    most = 0.05 * -(-max(max(losses.values()) for losses in sets.values()) // 0.05)

    def across(loss: float) -> float:
        return left + width * loss / most

    bottom = top + step * len(sets)
    parts = [legend(left, "ours", "ASReview"), text(left, 18, "Loss of each set (less is better)")]
    for tick in range(round(most / 0.05) + 1):
        parts.append(line(across(tick * 0.05), top - 12, across(tick * 0.05), bottom - 8, "grid"))
        parts.append(text(across(tick * 0.05), bottom + 10, f"{tick * 0.05:.2f}", "small", "middle"))
    for row, (name, losses) in enumerate(sets.items()):
        y = top + step * row + 4
        parts.append(text(left - 12, y + 4, name.replace("_", " "), "", "end"))
        if "ASReview" in losses:
            parts.append(line(across(losses["ours"]), y, across(losses["ASReview"]), y, "other line"))
            parts.append(dot(across(losses["ASReview"]), y, "other"))
        parts.append(dot(across(losses["ours"]), y, "ours"))
    return picture(left + width + 30, bottom + 24, parts)


def codes_picture(sets: dict) -> str:
    """A panel for each set: recall@3 over labels of each code, which are set evenly apart."""
    width, height, left, top = 200, 220, 48, 90
    parts = [
        legend(left, "ours", "yardstick", "ours with sentence vectors"),
        text(left, 18, "Recall@3 by labels of each code"),
    ]
    for number, (name, points) in enumerate(sets.items()):
        x0 = left + number * (width + 40)
        places = [x0 + 14 + (width - 28) * at / max(len(points) - 1, 1) for at in range(len(points))]
        parts.append(text(x0, top - 14, name.replace("_", " ")))
        for tick in range(6):
            y = top + height * (1 - tick / 5)
            parts.append(line(x0, y, x0 + width, y, "grid"))
            if not number:
                parts.append(text(x0 - 8, y + 4, f"{tick / 5:.1f}", "small", "end"))
        for x, labels in zip(places, points, strict=True):
            parts.append(text(x, top + height + 18, labels, "small", "middle"))
        for series, kind in SERIES.items():
            heights = [
                (x, top + height * (1 - p[series]))
                for x, p in zip(places, points.values(), strict=True)
                if series in p
            ]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in heights)
            dashed = " dashed" if kind == "other" else ""
            parts.append(f'<polyline class="{kind} line{dashed}" points="{path}"/>')
            parts += [dot(x, y, kind) for x, y in heights]
    return picture(left + len(sets) * (width + 40), top + height + 34, parts)


def legend(x: float, *names: str) -> str:
    return "".join(
        dot(x + 6 + 90 * place, 38, kind) + text(x + 18 + 90 * place, 42, name, "small")
        for place, (kind, name) in enumerate(zip(("ours", "other", "more"), names, strict=False))
    )


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def dot(x: float, y: float, kind: str) -> str:
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4.5" stroke-width="2"/>'


def picture(width: float, height: float, parts: list[str]) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}"'
    page = f'<rect class="page" {size} rx="6"/>'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', STYLE, page, *parts, "</svg>", ""])


if __name__ == "__main__":
    main()
