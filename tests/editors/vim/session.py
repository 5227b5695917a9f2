"""session.py PROGRAM SERVER SHOTS: drives a real Vim with ALE, in a terminal, set up as editors/vim/README.md says."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from story import Modal, tell  # noqa: E402

PLUGIN = HERE.parents[2] / "editors" / "vim"

VIMRC = f"""
set nocompatible
filetype plugin on
set runtimepath+={PLUGIN}
packadd! ale
"""


class Vim(Modal):
    """Vim, whose ALE is Debian's."""

    top, write_line, open_line = "gg0", "silent write!", "edit!"

    def __init__(self, program, server, shots):
        super().__init__("Vim ALE", [program, "draft.md"], server, shots, files={".vimrc": VIMRC})

    def marked(self):
        # The colour in which ALE marks warnings and remarks.
        return self.styled(lambda style: style.ground == (81,))

    def hover(self):
        self.command("ALEHover")

    def leave(self):
        self.command("pclose")

    def menu(self):
        self.command("ALECodeAction")

    def choose(self, title):
        # They are numbered, and it is the first.
        self.type("1")
        self.press("Enter")


if __name__ == "__main__":
    with Vim(*sys.argv[1:4]) as vim:
        tell(vim)
