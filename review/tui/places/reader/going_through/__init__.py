"""Going through passages of all documents, one after the other, in a pane below the text: one key for each answer."""
