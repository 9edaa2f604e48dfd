"""Writes searches as the file that `review search import` reads."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from review.domain.searches.search import Search, SearchLimit, SearchLine, SearchResult, SearchSource


def to_yaml(searches: Sequence[Search]) -> str:
    """The searches as YAML; `read_searches` reads equal ones from it. What is not reported is null."""
    content = {"searches": [_search(one) for one in searches]}
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)


def _search(search: Search) -> dict[str, object]:
    return {
        "id": search.id,
        "component": search.component,
        "round": search.round,
        "prompted_by": search.prompted_by or None,
        "kind": str(search.kind),
        "sources": [_source(one) for one in search.sources],
        "limits": [_limit(one) for one in search.limits],
        "filters": list(search.filters),
        "adapted_from": search.adapted_from or None,
        "stopped_because": search.stopped_because or None,
        "total_stated": search.total_stated,
        "note": search.note or None,
        "lines": [_line(one) for one in search.lines],
    }


def _source(source: SearchSource) -> dict[str, object]:
    values = {"name": source.name, "platform": source.platform, "date": source.date}
    return {name: value for name, value in values.items() if value} | (
        {"register": True} if source.is_register else {}
    )


def _limit(limit: SearchLimit) -> dict[str, object]:
    values = {"field": limit.field, "from": limit.since, "to": limit.until, "value": limit.value}
    return {name: value for name, value in values.items() if value}


def _line(line: SearchLine) -> dict[str, object]:
    results = None if line.results is None else [_result(one) for one in line.results]
    stated = {} if line.total_stated is None else {"total_stated": line.total_stated}
    return {"id": line.id, "string": line.string, "results": results, **stated}


def _result(result: SearchResult) -> dict[str, object]:
    values = {"source": result.source, "limit": result.limit}
    return {name: value for name, value in values.items() if value} | {"n": result.n}
