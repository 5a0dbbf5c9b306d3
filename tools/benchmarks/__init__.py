"""The benchmarks: a reference and what Karavel needs beside it, over the same bytes in the same run."""
