"""The command line. Importing this loads next to nothing: from then on, whatever is loading, Ctrl+C is one line."""

from __future__ import annotations

from review.cli import interrupts


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: what stands after the program's name. By default the process's own: then the process is this command,
            which fills in standard streams that are closed, and answers Ctrl+C until the interpreter has ended.

    Returns:
        The exit code: 0 done, 1 done but some inputs were refused, 2 wrong usage or an unusable project, 130 after Ctrl+C.
    """
    if arguments is None:
        return interrupts.of_the_process(_run_own)
    try:
        from review.cli.running import run

        return run(arguments)
    except KeyboardInterrupt:
        return interrupts.stopped()


def _run_own() -> int:
    import sys

    from review.cli.running import run

    return run(sys.argv[1:])
