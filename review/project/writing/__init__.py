"""The desk: prose per theory with its quotations, and the citations of texts."""
