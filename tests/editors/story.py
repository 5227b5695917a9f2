"""What every editor is seen to do, told once: open the draft, read its findings, cite, undo, change the configuration,
lose the server, open a megabyte."""

import re
import statistics
import time

from terminal import Failed, Session, long_text

VAGUE, OUTLET = "According to unnamed sources", "The Wall Street Journal reported"
# Where the cursor goes for each: within its words.
AT_VAGUE, AT_OUTLET = "unnamed sour", "Street Jour"
URL = "https://www.wsj.com/articles/dockers-offered-transfers"
CITED = f"[{OUTLET}]({URL})"


class Editor(Session):
    """A terminal with an editor in it, whose keys are known. Each editor says how its user does these things."""

    # How many servers run once a text file is open beside the Markdown.
    most = 1

    def marked(self):
        """The words that carry findings, as marked on the screen."""
        raise NotImplementedError

    def go_to(self, words):
        """Puts the cursor into words of the text."""
        raise NotImplementedError

    def hover(self):
        """Asks what is known at the cursor."""
        raise NotImplementedError

    def leave(self):
        """Leaves whatever is open beside the text."""
        raise NotImplementedError

    def menu(self):
        """Opens the menu of code actions at the cursor."""
        raise NotImplementedError

    def choose(self, title):
        """Takes the action of that title out of the open menu."""
        raise NotImplementedError

    def undo(self):
        """Takes the last change back."""
        raise NotImplementedError

    def type_at_top(self, text):
        """Types text before everything else, and stays where it may go on typing."""
        raise NotImplementedError

    def stop_typing(self):
        """Ends what `type_at_top` began."""

    def save(self):
        """Saves the text."""
        raise NotImplementedError

    def open(self, name):
        """Opens another file of the folder."""
        raise NotImplementedError

    def revive(self):
        """What the user does when the server has died and does not come back by itself; tells what that was."""
        self.touch()
        return "when somebody types"

    def touch(self):
        """Changes the text and takes it back."""
        self.type_at_top(" ")
        self.stop_typing()
        self.undo()

    # What the story asks.

    def finds(self, *expected):
        """Waits until exactly these of the draft's two findings are marked."""
        gone = {VAGUE, OUTLET} - set(expected)

        def as_expected():
            marked = self.marked()
            return all(it in marked for it in expected) and not gone & set(marked)

        try:
            self.until(f"the findings are not {expected}", as_expected)
        except Failed as fault:
            raise Failed(f"{fault}\nmarked: {self.marked()}") from None

    def nudged(self, *expected):
        """The same, of an editor that may hear of files only when somebody types and saves; tells which it is."""
        end, told = time.time() + 30, "at once"
        while time.time() < end:
            try:
                self.until("", lambda: self._now(expected), 3)
                return told
            except Failed:
                told = "at the next save"
                self.touch()
                self.save()
        self.finds(*expected)

    def _now(self, expected):
        marked = set(self.marked())
        return marked & {VAGUE, OUTLET} == set(expected)


class Modal(Editor):
    """An editor whose keys are commands until it is told to insert."""

    # What leaves whatever mode it is in, how its text begins, and how it writes and opens.
    out, top, write_line, open_line = ("Escape",), "gg", "write", "edit"

    def command(self, line):
        """Gives a command of the command line."""
        self.press(*self.out)
        self.type(":" + line)
        self.press("Enter")

    def go_to(self, words):
        self.press(*self.out)
        self.type(f"{self.top}/{words}")
        self.press("Enter")

    def undo(self):
        self.press(*self.out)
        self.type("u")

    def type_at_top(self, text):
        self.press(*self.out)
        self.type(f"{self.top}i{text}")

    def stop_typing(self):
        self.press("Escape")

    def save(self):
        self.command(self.write_line)

    def open(self, name):
        self.command(f"{self.open_line} {name}")


def opening(editor):
    """The draft is opened, its findings are marked, and what is known is told."""
    editor.wait("Zoë Lind waited")
    editor.finds(VAGUE, OUTLET)
    editor.ok("both findings are marked, behind emoji and accents")
    editor.shot("findings")
    editor.go_to(AT_OUTLET)
    editor.hover()
    editor.wait("newspaper, United States")
    editor.ok("hovering tells who the outlet is")
    editor.shot("hover")
    editor.leave()
    editor.go_to(AT_VAGUE)
    editor.hover()
    editor.wait("anonymous-source")
    editor.ok("and what the finding is about")
    editor.leave()


def citing(editor):
    """A source of the library is cited from the menu of actions, and taken back."""
    editor.go_to(AT_OUTLET)
    editor.menu()
    title = "Cite: link “The Wall Street Journal reported” — Wall Street Journal, 16 May 2024"
    editor.wait(re.escape(title[:45]))
    editor.wait("Ignore: not a claim")
    editor.ok("the menu offers to cite, and to ignore")
    editor.shot("actions")
    editor.choose(title)
    editor.finds(VAGUE)
    editor.ok("the source is cited: its finding goes, the other stays")
    editor.save()
    editor.until("the citation is not saved", lambda: CITED in editor.read("draft.md"))
    others = editor.read("draft.md").replace(CITED, OUTLET)
    editor.check("the words are the link, and nothing else changed", others == editor.draft, others)
    editor.undo()
    editor.finds(VAGUE, OUTLET)
    editor.save()
    editor.until("the undone text is not saved", lambda: editor.read("draft.md") == editor.draft)
    editor.ok("one undo takes it back")


def configuring(editor):
    """A rule is switched off in factcheck.toml, and on again."""
    editor.write("factcheck.toml", '[rules]\nanonymous-source = "off"\n')
    told = editor.nudged(OUTLET)
    editor.ok(f"a rule switched off in factcheck.toml finds nothing any more, {told}")
    editor.write("factcheck.toml", 'profile = "news"\n')
    editor.nudged(VAGUE, OUTLET)
    editor.ok("and is back when it is switched on")


def dying(editor):
    """The server is killed and comes back."""
    old = editor.servers()
    # Clients that restart a server take one that dies at once for broken.
    time.sleep(4)
    editor.kill_server()
    back = lambda: set(editor.servers()) - set(old)
    try:
        editor.until("", back, 3)
        told = "by itself"
    except Failed:
        told = editor.revive()
        editor.until("no new server", back)
    editor.go_to(AT_OUTLET)
    editor.finds(VAGUE, OUTLET)
    editor.ok(f"a killed server is back {told}, with its findings")


def second(editor):
    """A second draft, of plain text, shares the server."""
    editor.open("second.txt")
    editor.wait("Two people")
    editor.go_to("merger")
    words = "Two people familiar with the matter"
    editor.until(f"no finding in second.txt: {editor.marked()}", lambda: words in editor.marked())
    number = len(editor.servers())
    editor.check("a text file has its finding" + ", from the same server" * (number == 1), number in (1, editor.most), number)


def typing(editor):
    """A megabyte is open: keys show at once, and a new claim is found."""
    editor.write("long.md", long_text())
    editor.open("long.md")
    editor.wait("pier 1 was")
    editor.type_at_top("q")
    times, typed = [], "q"
    for key in "uick-brown-foxes-wait":
        start = time.time()
        typed += key
        editor.type(key)
        editor.until("a key does not show", lambda: typed in editor.screen(), 20)
        times.append(time.time() - start)
    editor.stop_typing()
    slow, usual = max(times), statistics.median(times)
    told = f"a key shows after {usual * 1000:.0f} ms, the slowest after {slow * 1000:.0f} ms"
    editor.check(f"in 1 MB {told}", usual < 0.5 and slow < 3, times)
    editor.type_at_top("According to unnamed sources, the quay will close. ")
    editor.stop_typing()
    editor.until(f"no finding in long.md: {editor.marked()}", lambda: VAGUE in editor.marked(), 60)
    editor.ok("and what is typed there is read")


def tell(editor, *more):
    """The whole story, of an editor that has opened draft.md, with chapters that it has to itself."""
    editor.draft = editor.read("draft.md")
    for chapter in (opening, citing, *more, configuring, dying, second, typing):
        chapter(editor)
