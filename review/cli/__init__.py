"""The command line. This module loads almost nothing, so that Ctrl+C prints one line even during start-up."""

from __future__ import annotations

from review.cli import interrupts


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: the arguments after the program's name. By default those of the process; the process then belongs to
            this command, which replaces closed standard streams and handles Ctrl+C until the interpreter ends.

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
    import gc
    import sys

    # Nothing that is loaded is garbage, and looking for some takes a tenth of the time: commands turn it on again before
    # they begin, and the screen after its first paint.
    gc.disable()
    from review.cli.running import run

    return run(sys.argv[1:])
