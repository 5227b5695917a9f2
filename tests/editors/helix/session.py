"""session.py PROGRAM SERVER SHOTS: drives a real Helix, in a terminal, configured as editors/helix/README.md says."""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from story import AT_OUTLET, Modal, tell  # noqa: E402

README = HERE.parents[2] / "editors" / "helix" / "README.md"


class Helix(Modal):
    """Helix with the languages.toml of the README, word by word."""

    open_line = "open"

    def __init__(self, program, server, shots):
        languages = re.search(r"```toml\n(.*?)```", README.read_text(), re.S)[1]
        super().__init__(
            "Helix", [program, "draft.md"], server, shots, files={"config/helix/languages.toml": languages}
        )

    def marked(self):
        return self.styled(lambda style: style.underlined)

    def hover(self):
        self.type(" k")

    def leave(self):
        self.press("Escape")

    def menu(self):
        self.type(" a")

    def choose(self, title):
        # It is the first, which is chosen already.
        self.press("Enter")

    def revive(self):
        # It tells that the server has ended, and starts it when asked to.
        self.wait("Language server exited")
        self.command("lsp-restart")
        return "by :lsp-restart"


def outline(editor):
    """The outline has the section and the claims, each with its status."""
    editor.press("Escape")
    editor.type(" s")
    editor.wait("Harbour closures")
    editor.wait("◆ According to unnamed sources")
    editor.ok("the outline holds sections and claims with their status")
    editor.shot("outline")
    editor.press("Escape")


def completing(editor):
    """Behind an @ the keys of the library are offered; taken back after."""
    editor.go_to(AT_OUTLET)
    editor.type("A @ws")
    editor.wait("wsj2024dockers")
    editor.ok("keys of the library are completed")
    editor.press("Escape", "Escape")
    editor.undo()


if __name__ == "__main__":
    with Helix(*sys.argv[1:4]) as helix:
        tell(helix, outline, completing)
