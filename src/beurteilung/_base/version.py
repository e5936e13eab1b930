"""The version of the library, which receipts and files name."""

__all__ = ["VERSION"]

VERSION = "0.1.0"
