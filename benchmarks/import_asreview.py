"""Puts a file of references into a new project of ASReview; run by growth.py, with the Python that ASReview is installed in.

``python import_asreview.py FILE FOLDER``: what ASReview does when a dataset is added to a project.
"""

import sys
from pathlib import Path

from asreview import Project

project = Project.create(Path(sys.argv[2]))
project.add_dataset(Path(sys.argv[1]))
project.close()
