"""What the learner's templates receive."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A stop on the learner's way: done, now or later."""

    label: str
    detail: str
    href: str | None
    state: str
    number: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now."""

    label: str
    detail: str
    href: str | None
    button: str | None = None


@dataclass(frozen=True, slots=True)
class HomePage:
    """The learner's way through the course."""

    learner_name: str
    done: int
    total: int
    minutes_left: int
    next: NextStep | None
    path: tuple[Step, ...]
    opinion: NextStep | None = None
    """The questions about the workshop, while they may be answered."""


@dataclass(frozen=True, slots=True)
class ModulePage:
    """A module at a glance."""

    label: str
    title: str
    summary: str
    objectives: tuple[str, ...]
    minutes: int
    steps: tuple[Step, ...]
    next: NextStep | None
    is_complete: bool
    handout_url: str | None


@dataclass(frozen=True, slots=True)
class LessonPage:
    """One lesson."""

    module_title: str
    lesson_title: str
    minutes: int
    position: int
    total: int
    sections: tuple[tuple[str, str, str], ...]
    back_url: str
    previous_url: str | None
    next_url: str
    next_label: str | None
    place_url: str


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option of a question to choose from."""

    value: str
    text: str
    is_chosen: bool
    is_correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A line to put in its place, or to give its partner; after sending with what was right and what was said."""

    field: str
    text: str
    chosen: str
    is_correct: bool
    given: str
    right: str
    feedback: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question of a knowledge check: options to choose, rows with a list of choices, or only a model answer."""

    id: str
    kind: str
    stem: str
    is_right: bool
    options: tuple[OptionView, ...] = ()
    rows: tuple[RowView, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    model: str | None = None
    fault: str | None = None
    is_corrected: bool = False
    """Whether it stands here as it was corrected after the try, because the answer counts as right since then."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How a try went; `is_regraded` when a key was corrected later and more counts as right than is said below."""

    right: int
    total: int
    is_passed: bool
    is_regraded: bool = False


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A knowledge check, to answer or with feedback."""

    title: str
    module_title: str
    pass_percent: int
    questions: tuple[QuestionView, ...]
    number: int
    result: CheckResult | None
    post_url: str
    back_url: str
    retry_url: str | None
    next_url: str | None
    next_label: str | None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A way on in a scene."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class EndingView:
    """How a scene ended."""

    kind: str
    health: str
    legal: str
    community: str
    law_html: str
    sources: tuple[tuple[str, str, str], ...]
    """What the consequences rest on: address, short name, full name."""


@dataclass(frozen=True, slots=True)
class ScenePage:
    """A moment of a scene."""

    title: str
    module_title: str
    intro: str | None
    note: str | None
    chosen: str | None
    node: str
    position: int
    text: str
    choices: tuple[ChoiceView, ...]
    ending: EndingView | None
    post_url: str
    again_url: str
    back_url: str
    next_url: str
    next_label: str | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item of the test; `seq` is the number the next answer to it carries."""

    phase_label: str
    position: int
    total: int
    prompt: str
    situation: str | None
    stem: str
    options: tuple[tuple[str, str, bool], ...]
    seq: int
    previous_url: str | None
    next_url: str
    post_url: str
    put_url: str
    is_saved: bool
    owner: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A question on the page before sending."""

    number: int
    href: str
    is_answered: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The page before sending."""

    phase_label: str
    answered: int
    total: int
    skipped: int
    positions: tuple[Tile, ...]
    post_url: str
    back_url: str | None
    owner: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """The plain-language notice before a test."""

    title: str
    phase_label: str
    paragraphs: tuple[str, ...]
    post_url: str
    start_label: str | None


@dataclass(frozen=True, slots=True)
class SentPage:
    """The page after sending."""

    phase_label: str
    next_url: str
    next_label: str | None
