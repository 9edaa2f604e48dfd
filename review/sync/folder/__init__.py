"""A folder through which copies of a review exchange events: plain files, made for git or a shared drive."""
