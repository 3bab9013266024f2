"""The program `newsprint`: `python -m newsprint_rs help`."""

import signal
import sys

from ._native import main

# The native program handles signals itself, so Python must not.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
sys.exit(main(["newsprint", *sys.argv[1:]]))
