"""session.py PROGRAM eglot|lsp-mode SERVER SHOTS: drives a real Emacs, in a terminal, with the plugin as its README sets it up."""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from story import AT_OUTLET, CITED, OUTLET, VAGUE, Editor, tell  # noqa: E402

PLUGIN = HERE.parents[2] / "editors" / "emacs"

# An Emacs that lies beside the system's brings no Markdown: the system's is in Lisp, and fits.
MARKDOWN = """
(unless (locate-library "markdown-mode")
  (dolist (folder (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa-src/markdown-mode-*"))
    (add-to-list 'load-path folder))
  (autoload 'markdown-mode "markdown-mode" nil t)
  (add-to-list 'auto-mode-alist '("\\\\.md\\\\'" . markdown-mode)))
"""


class Emacs(Editor):
    """Emacs under one of its two language clients."""

    def __init__(self, program, client, server, shots):
        init = f"""
(add-to-list 'load-path "{PLUGIN}")
(setq factcheck-client '{client}
      ;; Else lsp-mode asks what to do whenever a server ends.
      lsp-restart 'auto-restart)
(require 'factcheck)
(add-hook 'text-mode-hook #'factcheck-ensure)
"""
        # Nothing is compiled behind the scenes: its warnings would cover the text.
        early = "(setq native-comp-deferred-compilation nil native-comp-jit-compilation nil)"
        self.client = client
        version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
        # Findings are underlined from Emacs 30, and coloured before.
        self.underlines = int(re.search(r"Emacs (\d+)", version)[1]) >= 30
        # Eglot keeps a server for each entry of its list of modes.
        self.most = 2 if client == "eglot" else 1
        super().__init__(
            f"Emacs {client}",
            [program, "-nw", "draft.md"],
            server,
            shots,
            files={".emacs.d/early-init.el": early, ".emacs.d/init.el": MARKDOWN + init},
        )

    def command(self, name, patience=10):
        """Gives a command by its name, as with M-x."""
        self.press("M-x")
        self.wait("M-x", patience)
        self.type(name)
        self.press("Enter")

    def marked(self):
        if self.underlines:
            return self.styled(lambda style: style.underlined)
        return self.styled(lambda style: style.bold and style.colour == (255, 140, 0))

    def go_to(self, words):
        self.press("M-<", "C-s")
        self.type(words)
        self.press("Enter")

    def hover(self):
        self.command("eldoc" if self.client == "eglot" else "lsp-describe-thing-at-point")

    def leave(self):
        self.press("C-g", "C-x", "1")

    def menu(self):
        self.command("eglot-code-actions" if self.client == "eglot" else "lsp-execute-code-action")
        self.wait("Pick an action|Select code action")
        self.press("Tab", "Tab")

    def choose(self, title):
        self.type(title)
        self.press("Enter")

    def undo(self):
        self.press("C-x", "u")

    def type_at_top(self, text):
        self.press("M-<")
        self.type(text)

    def save(self):
        self.press("C-x", "C-s")

    def open(self, name):
        self.press("C-x", "C-f")
        self.wait("Find file")
        self.type(name)
        self.press("Enter")


def listing(editor):
    """The claims are listed, and lead to their places."""
    editor.command("factcheck-claims")
    editor.wait("◆ anonymous: According to unnamed sources")
    editor.wait("◐ attributed: The Wall Street Journal")
    editor.ok("the claims are listed with what they rest on")
    editor.shot("claims")
    editor.type("q")


def picking(editor):
    """A source is picked by its title and cited."""
    editor.go_to(AT_OUTLET)
    editor.command("factcheck-cite")
    editor.wait("Cite:")
    editor.press("Tab")
    editor.wait("Dockers Are Offered Transfers — Wall Street Journal, 16 May 2024")
    editor.press("Enter")
    editor.finds(VAGUE)
    editor.wait(re.escape(CITED[:40]))
    editor.ok("a source is picked and cited, without another question")
    editor.undo()
    editor.finds(VAGUE, OUTLET)


def completing(editor):
    """Keys of the library are completed, behind an @."""
    editor.press("M->")
    editor.type("See @ws")
    editor.command("completion-at-point")
    editor.wait("See @wsj2024dockers")
    editor.ok("keys of the library are completed")
    editor.press("M->", "C-a", "C-k")


def outline(editor):
    """The outline of Eglot is nested: by section, and before Emacs 29 by the kind of entry, too."""
    editor.command("imenu")
    for level in ("Harbour.closures",) if editor.underlines else ("Field", "Harbour.closures"):
        editor.wait(r"Index item: *$")
        editor.type(level[:5])
        editor.press("Tab")
        editor.wait(f"Index item: {level}")
        editor.press("Enter")
    editor.wait(r"Index item: *$")
    editor.press("Tab", "Tab")
    editor.wait("◆.According.to.unnamed")
    editor.ok("the outline holds the claims of a section with their status")
    editor.press("C-g")
    editor.leave()


def breadcrumbs(editor):
    """lsp-mode shows where in the outline point is."""
    editor.go_to(AT_OUTLET)
    editor.wait("Harbour closures > ◐ The Wall Street Journal")
    editor.ok("the outline's place is shown, with the claim's status")


if __name__ == "__main__":
    with Emacs(*sys.argv[1:5]) as emacs:
        more = [listing, picking, completing]
        if emacs.client == "lsp-mode":
            emacs.wait("Import project root")
            emacs.type("i")
            more.append(breadcrumbs)
        else:
            more.append(outline)
        tell(emacs, *more)
