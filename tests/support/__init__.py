"""What many tests need, a file for each thing: trees of files, a server, a browser, links, built sites."""
