"""A real editor in a real terminal: keys go in, the screen comes out. The terminal is tmux's, on a socket of its own."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
# How long to wait for anything, in seconds.
PATIENCE = 30

CONFIG = """
set -g default-terminal "tmux-256color"
set -g escape-time 0
set -g status off
"""


class Failed(Exception):
    """What was waited for did not happen; the message has the screen."""


class Style:
    """How a piece of the screen looks: bold, underlined (straight or wavy), with a colour and a ground."""

    def __init__(self, **looks):
        self.bold = self.underlined = False
        self.colour = self.ground = None
        self.__dict__.update(looks)

    def after(self, codes):
        """The style after an escape sequence's codes."""
        new, codes = Style(**self.__dict__), codes.split(";")
        while codes:
            code = codes.pop(0)
            if code in ("", "0"):
                new = Style()
            elif code in ("1", "22"):
                new.bold = code == "1"
            elif code in ("24", "4:0") or code == "4" or code.startswith("4:"):
                new.underlined = code not in ("24", "4:0")
            elif code in ("38", "48", "58"):
                colour = tuple(int(codes.pop(0)) for _ in range(4 if codes[0] == "2" else 2))[1:]
                if code == "38":
                    new.colour = colour
                elif code == "48":
                    new.ground = colour
            elif code.isdecimal() and int(code) in (*range(30, 38), *range(90, 98)):
                new.colour = (int(code) % 10 + 8 * (int(code) > 89),)
            elif code.isdecimal() and int(code) in (*range(40, 48), *range(100, 108)):
                new.ground = (int(code) % 10 + 8 * (int(code) > 99),)
            elif code == "39":
                new.colour = None
            elif code == "49":
                new.ground = None
        return new


class Session:
    """An editor in a terminal with a folder of its own, where a draft, a library and a configuration lie.

    `program` is what runs, as a user would start it: `factcheck-ls` is on its PATH, its home is empty but for `files`.
    """

    def __init__(self, name, program, server, shots, files=None, environment=None, size=(110, 32)):
        self.name, self.shots, self.passed = name, Path(shots), 0
        self.shots.mkdir(parents=True, exist_ok=True)
        self.root = Path(tempfile.mkdtemp(prefix="factcheck-editor-")).resolve()
        self.home, self.folder = self.root / "home", self.root / "desk"
        shutil.copytree(HERE / "draft", self.folder)
        (self.home / "bin").mkdir(parents=True)
        (self.home / "bin" / "factcheck-ls").symlink_to(Path(server).resolve())
        for path, text in (files or {}).items():
            (self.home / path).parent.mkdir(parents=True, exist_ok=True)
            (self.home / path).write_text(text)
        self.socket = self.root / "tmux"
        config = self.root / "tmux.conf"
        config.write_text(CONFIG)
        inner = {
            "HOME": self.home,
            "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "COLORTERM": "truecolor",
            **{f"XDG_{kind}_HOME": self.home / kind.lower() for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
            **(environment or {}),
        }
        outer = {key: value for key, value in os.environ.items() if key not in ("TMUX", "TMUX_PANE")}
        # The shell's own start-up files may set the PATH anew: what the editor gets is set after them.
        # The editor starts in another folder than this program.
        program[0] = shutil.which(program[0]) or program[0]
        program[0] = str(Path(program[0]).absolute())
        words = ["env", *(f"{key}={value}" for key, value in inner.items()), *program]
        command = " ".join(shlex.quote(str(word)) for word in words)
        width, height = map(str, size)
        subprocess.run(
            ["tmux", "-u", "-S", self.socket, "-f", config, "new-session", "-d", "-x", width, "-y", height]
            + ["-c", self.folder, f"{command}; echo ENDED $?; sleep 600"],
            env={**outer, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
            check=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, kind, fault, trace):
        self._tmux("kill-server")
        shutil.rmtree(self.root, ignore_errors=True)
        if kind in (Failed, AssertionError):
            print(f"  FAILED  {fault}")
            sys.exit(1)
        if kind is None:
            print(f"{self.name}: {self.passed} checks passed")

    def _tmux(self, *words):
        return subprocess.run(["tmux", "-u", "-S", self.socket, *words], capture_output=True, text=True).stdout

    # What a person does.

    def press(self, *keys):
        """Presses keys by tmux's names: Enter, Escape, C-x, M-x, F1."""
        for key in keys:
            self._tmux("send-keys", key)
            time.sleep(0.05)

    def type(self, text):
        """Types text as it is."""
        self._tmux("send-keys", "-l", "--", text)

    # What a person sees.

    def screen(self):
        """The text on the screen."""
        return self._tmux("capture-pane", "-p")

    def flow(self):
        """The same without line breaks, with single blanks: what an editor has wrapped reads as it was written."""
        return re.sub(r"\s+", " ", self.screen())

    def pieces(self):
        """What is on the screen in pieces of one style: pairs of a style and a text, line by line."""
        for line in self._tmux("capture-pane", "-p", "-e").split("\n"):
            style = Style()
            for part in re.split(r"(\x1b\[[0-9;:]*m)", line):
                escape = re.fullmatch(r"\x1b\[([0-9;:]*)m", part)
                if escape:
                    style = style.after(escape[1])
                elif part:
                    yield style, part
            yield None, ""

    def styled(self, wanted):
        """The words on the screen whose style is wanted, each run of them as one."""
        words, run = [], ""
        for style, text in self.pieces():
            if style is not None and wanted(style):
                run += text
            elif run:
                words.append(run)
                run = ""
        return words

    def until(self, what, condition, patience=PATIENCE):
        """Waits until a condition holds and gives what it gave."""
        end = time.time() + patience
        while time.time() < end:
            if seen := condition():
                return seen
            time.sleep(0.02)
        raise Failed(f"{what}\n{self.screen()}")

    def wait(self, pattern, patience=PATIENCE):
        """Waits until a pattern is on the screen, wrapped or not."""
        return self.until(f"never seen: {pattern}", lambda: re.search(pattern, self.flow()), patience)

    def wait_gone(self, pattern, patience=PATIENCE):
        """Waits until a pattern is not on the screen any more."""
        return self.until(f"never gone: {pattern}", lambda: not re.search(pattern, self.flow()), patience)

    def ok(self, what):
        """Notes what was seen to work."""
        self.passed += 1
        print(f"  ok  {what}", flush=True)

    def check(self, what, fine, seen=None):
        """Notes what was seen to work, or fails with what was seen instead."""
        if not fine:
            raise Failed(f"{what}\n  seen: {seen!r}\n{self.screen()}")
        self.ok(what)

    def shot(self, what):
        """Keeps the screen among the tests' output."""
        (self.shots / f"{self.name}-{what}.txt".replace(" ", "-").lower()).write_text(self.screen())

    # What happens around it.

    def write(self, name, text):
        """Writes a file of the folder, as another program would."""
        (self.folder / name).write_text(text)

    def read(self, name):
        """A file of the folder, as it is on the disk."""
        return (self.folder / name).read_text()

    def servers(self):
        """The language servers that run for this editor, by process number."""
        mark, found = f"HOME={self.home}".encode(), []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
                if words[0].endswith(b"factcheck-ls") and mark in (process / "environ").read_bytes():
                    found.append(int(process.name))
            except OSError:
                continue
        return found

    def kill_server(self):
        """Kills the server as the system would, and waits until it is gone."""
        old = self.until("no server runs", self.servers)
        for process in old:
            os.kill(process, signal.SIGKILL)
        self.until("the server is still there", lambda: not set(old) & set(self.servers()))


def long_text():
    """A megabyte of prose of which every paragraph claims something."""
    paragraph = (
        "According to the port, pier {0} was {1} metres long in 2020, said Ola Lind. It was painted in the spring."
    )
    return "\n\n".join(paragraph.format(pier, pier + 10) for pier in range(9000)) + "\n"
