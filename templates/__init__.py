"""Templates of the pages, mails and documents: a package so that they are installed and found."""
