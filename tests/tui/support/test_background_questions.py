import threading

from textual.app import App, ComposeResult
from textual.widgets import Static

from review.errors import ReviewError
from review.tui.support.background_questions import BackgroundQuestions
from tests.tui.hosts import settled, until


class Questions(App[None]):
    """Asks numbers; an answer is given once it is released."""

    def __init__(self) -> None:
        super().__init__()
        self.release = threading.Event()
        self.asked: list[int] = []
        self.answers: list[tuple[int, int]] = []

    def compose(self) -> ComposeResult:
        yield Static(id="owner")

    def on_mount(self) -> None:
        self.asking = BackgroundQuestions(
            self.query_one("#owner"), self.think, lambda q, a: self.answers.append((q, a))
        )

    def think(self, number: int) -> int:
        self.asked.append(number)
        assert self.release.wait(20)
        if number == 13:
            raise ReviewError("no answer")
        return number * 2


async def test_of_the_questions_that_wait_only_the_last_is_asked():
    app = Questions()
    async with app.run_test() as pilot:
        for number in range(5):
            app.asking.ask(number)
        app.release.set()
        await until(pilot, lambda: len(app.answers) >= 2)
        assert app.answers == [(0, 0), (4, 8)]


async def test_a_question_without_an_answer_holds_up_nothing():
    app = Questions()
    app.release.set()
    async with app.run_test() as pilot:
        app.asking.ask(13)
        await settled(pilot)
        app.asking.ask(1)
        await until(pilot, lambda: bool(app.answers))
        assert app.answers == [(1, 2)]
