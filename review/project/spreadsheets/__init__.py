"""Work begun in a spreadsheet: appraisals and configurations from the columns of the exports of these names."""
