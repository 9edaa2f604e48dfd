"""Which PDFs the hand-written labels of `page_labels.yaml` and `metadata_labels.yaml` are about, and where they are.

Most are in the folder of PDFs beside the repository. The others are files of public repositories: OWNER+NAME/PATH in the
labels is the file PATH of the repository OWNER/NAME at the commit named here, to be put into a folder as OWNER+NAME/PATH.
Nothing is downloaded; files that are not there are left out, and their number is printed.
"""

import argparse
from pathlib import Path
from typing import Any

import yaml
from references import SHARED

PUBLIC = Path(__file__).resolve().parents[1] / "../public_pdfs"
COMMITS = {
    "Advait-6M+NHS-Policy-RAG-System": "e5550ddd7bd8fb44422acd0ecbb01064fc670e23",
    "Unstructured-IO+unstructured": "3e5482bfcdc843b5218ad98d2845b4b71ab013b7",
    "allenai+olmocr": "f7cfe4c22098b154c76b6ec950d1c0a464eecf8d",
    "allenai+science-parse": "f83983aa1b898f0e47c97f4997c57427bf277182",
    "camelot-dev+camelot": "2b80d0bc692d1b22203c3385e77da8201675aa50",
    "datakind+permanent-colandr-back": "14884838878bae82bb29d34061f3ee284523da26",
    "docling-project+docling": "e1cb2b234c48ff29746b0f2f843d07f8e23905a0",
    "jsvine+pdfplumber": "147f2c4c07dc1191fc1d05bb589b4f6af3aaf74a",
    "kermitt2+grobid": "b8d6bec302189e29a6c358ea513f8be834004a86",
    "kreuzberg-dev+kreuzberg": "fd569f92627b4e4d9e48003604158686b1cda6ed",
    "mozilla+pdf.js": "0f26334f9d6f96119f6e5164fb65832fbbde7344",
    "opendatalab+MinerU": "79d6d8d79fb8f3ddba5cc34c07a16f0ec36f56c7",
    "petermr+pyamihtml": "e33fbb492d0fb4178567538409193f278922af75",
    "sckott+pdftoolspdfs": "1cd3e2810bce402450f42528a6c6dc31fb7a81b5",
}
Label = dict[str, Any]


def add_folders(arguments: argparse.ArgumentParser) -> None:
    """The folder of PDFs, and that of files of public repositories."""
    arguments.add_argument("folder", nargs="?", type=Path, default=SHARED, help="labelled PDFs")
    arguments.add_argument(
        "--public", type=Path, default=PUBLIC, help="files of public repositories, as OWNER+NAME/PATH"
    )


def labelled(labels: Path, folder: Path, public: Path) -> dict[Path, Label]:
    """The labels of each file that is there; what is missing is printed."""
    found: dict[Path, Label] = {}
    missing = {str(folder): 0, str(public): 0}
    for name, label in yaml.safe_load(labels.read_text("utf-8")).items():
        home = public if name.partition("/")[0] in COMMITS else folder
        if (home / name).exists():
            found[home / name] = label
        else:
            missing[str(home)] += 1
    for where, number in missing.items():
        if number:
            print(f"{number} labelled documents are not in {where}, left out")
    return found
