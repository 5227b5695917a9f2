"""session.py PROGRAM SERVER SHOTS: drives a real Vim with ALE, in a terminal, set up as editors/vim/README.md says."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from story import Editor, tell  # noqa: E402

PLUGIN = HERE.parents[2] / "editors" / "vim"

VIMRC = f"""
set nocompatible
filetype plugin on
set runtimepath+={PLUGIN}
packadd! ale
"""


class Vim(Editor):
    """Vim, whose ALE is Debian's."""

    def __init__(self, program, server, shots):
        super().__init__("Vim ALE", [program, "draft.md"], server, shots, files={".vimrc": VIMRC})

    def command(self, line):
        """Gives a command of the command line."""
        self.press("Escape")
        self.type(":" + line)
        self.press("Enter")

    def marked(self):
        # The colour in which ALE marks warnings and remarks.
        return self.styled(lambda style: style.ground == (81,))

    def go_to(self, words):
        self.press("Escape")
        self.type("gg0/" + words)
        self.press("Enter")

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

    def undo(self):
        self.press("Escape")
        self.type("u")

    def type_at_top(self, text):
        self.press("Escape")
        self.type("gg0i" + text)

    def stop_typing(self):
        self.press("Escape")

    def save(self):
        self.command("silent write!")

    def open(self, name):
        self.command("edit! " + name)


if __name__ == "__main__":
    with Vim(*sys.argv[1:4]) as vim:
        tell(vim)
