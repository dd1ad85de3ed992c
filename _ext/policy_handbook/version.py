"""The version of the extension, apart so that nothing imports the package for it."""

VERSION = "0.1.0"
