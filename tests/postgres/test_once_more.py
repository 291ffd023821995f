"""Tests of other files that hang most on the database, once more on PostgreSQL."""

# ruff: noqa: F403 - whatever tests those files have

from tests.services.assessment.test_attempts import *
from tests.services.exchange.conftest import *
from tests.services.exchange.test_import import *
from tests.services.exchange.test_undoing import *
from tests.services.followup.test_waves import *
from tests.services.reporting.test_publication import *
from tests.web.test_answers_at_once import *
