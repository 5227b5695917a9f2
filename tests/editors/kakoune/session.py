"""session.py PROGRAM SERVER SHOTS: drives a real Kakoune with kak-lsp from the PATH, in a terminal, configured as
editors/kakoune/README.md says."""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from story import OUTLET, Modal, tell  # noqa: E402

README = HERE.parents[2] / "editors" / "kakoune" / "README.md"


class Kakoune(Modal):
    """Kakoune with the kakrc of the README, word by word."""

    out = ("Escape", "Escape")

    def __init__(self, program, server, shots):
        kakrc = re.search(r"```kak\n(.*?)```", README.read_text(), re.S)[1]
        super().__init__("Kakoune", [program, "draft.md"], server, shots, files={"config/kak/kakrc": kakrc})

    def marked(self):
        # Warnings have a colour; remarks have none, but a sign in front of their line.
        words = [it.lstrip("!") for it in self.styled(lambda style: style.colour == (3,))]
        return words + [OUTLET] * any(re.match(f"i.*{OUTLET}", line) for line in self.screen().split("\n"))

    def hover(self):
        self.command("lsp-hover")

    def leave(self):
        self.press("Escape")

    def menu(self):
        self.command("lsp-code-actions")

    def choose(self, title):
        self.type(title)
        self.press("Enter")


if __name__ == "__main__":
    with Kakoune(*sys.argv[1:4]) as kakoune:
        tell(kakoune)
