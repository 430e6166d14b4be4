"""Work in processes of their own: what it returns and raises, its limits, and that no process stays."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from analytics.errors import ConfigurationError, InputError, WorkerError
from analytics.workers import Worker, in_order, time_limit

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    """The functions below are found by the worker processes, too."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@pytest.fixture
def started(monkeypatch):
    """Every process that is started from here."""
    processes = []

    class Recorded(subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    return processes


def have_ended(processes):
    return bool(processes) and all(process.poll() is not None for process in processes)


def double(number):
    return 2 * number


def fails(how):
    raise how


def who(_):
    return os.getpid()


def hangs_on(number, *, seconds, hang):
    with time_limit(seconds):
        while number == hang:
            pass
    return number


def hangs_in_c(_):
    import re

    with time_limit(1):
        return re.match(r"(a+)+$", "a" * 60 + "b")


def takes(size):
    return len(bytearray(size))


def dies_by(number):
    os.kill(os.getpid(), number)
    time.sleep(60)


def prints(number):
    sys.stdout.write("a library says something")
    return number


class UnspeakableError(Exception):
    def __init__(self, one, two):
        super().__init__(f"{one} and {two}")


def unspeakable(_):
    raise UnspeakableError(1, 2)


def sleeps(_):
    time.sleep(600)


def is_there(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def wait_until(holds):
    """Wait for what another process does; that it does it at all is the test's claim, not how soon."""
    for _ in range(600):
        if holds():
            return True
        time.sleep(0.1)
    return False


def test_a_worker_does_one_job_after_another_in_one_process_of_its_own():
    with Worker(double) as worker:
        assert [worker(number) for number in range(5)] == [0, 2, 4, 6, 8]
    with Worker(who) as worker:
        assert worker(0) == worker(1) != os.getpid()


@pytest.mark.parametrize(
    "error",
    [ValueError("no"), InputError("empty", "nothing there"), ConfigurationError("targets.yaml", 3, "expected a list")],
)
def test_what_the_work_raises_comes_through_whole(error):
    with Worker(fails) as worker, pytest.raises(type(error)) as raised:
        worker(error)
    assert str(raised.value) == str(error)
    assert vars(raised.value) == vars(error)


def test_an_exception_that_cannot_be_sent_is_told_all_the_same():
    with Worker(unspeakable) as worker, pytest.raises(RuntimeError, match="UnspeakableError: 1 and 2"):
        worker(0)


def test_what_a_library_prints_is_no_answer():
    with Worker(prints) as worker:
        assert [worker(1), worker(2)] == [1, 2]


@pytest.mark.parametrize("work", [partial(hangs_on, seconds=1, hang=0), hangs_in_c])
def test_a_job_over_its_time_ends_and_the_next_one_is_done(work):
    with Worker(work) as worker:
        with pytest.raises(WorkerError) as raised:
            worker(0)
        assert raised.value.overtime
    with Worker(partial(hangs_on, seconds=30, hang=0)) as worker:
        assert worker(1) == 1


def test_more_memory_than_a_worker_may_have_is_an_error_and_the_next_job_is_done():
    with Worker(takes) as worker:
        with pytest.raises(MemoryError):
            worker(4_000_000_000)
        assert worker(10) == 10


def test_a_process_that_crashes_says_how_and_a_new_one_takes_its_place():
    with Worker(dies_by) as worker:
        for _ in range(2):
            with pytest.raises(WorkerError, match=f"signal {signal.SIGSEGV.value}") as raised:
                worker(signal.SIGSEGV)
            assert not raised.value.overtime


def test_results_come_in_the_order_of_the_jobs_with_errors_in_their_places():
    work = partial(hangs_on, seconds=2, hang=3)
    outcomes = list(in_order(work, range(8), workers=2))
    assert [one for one in outcomes if not isinstance(one, WorkerError)] == [0, 1, 2, 4, 5, 6, 7]
    assert isinstance(outcomes[3], WorkerError)


def test_jobs_are_read_only_a_few_ahead():
    read = []
    results = in_order(double, (read.append(n) or n for n in range(1000)), workers=2)
    next(results)
    results.close()
    assert len(read) < 10


def test_a_pulse_that_raises_ends_the_work_and_its_process(started):
    beats = []

    def pulse():
        beats.append(1)
        if len(beats) > 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(in_order(sleeps, [1], pulse=pulse))
    assert have_ended(started)


def test_closing_the_results_ends_a_job_that_is_being_done(started):
    results = in_order(partial(hangs_on, seconds=600, hang=1), [0, 1, 2, 3], workers=2)
    assert next(results) == 0
    results.close()
    assert have_ended(started)


PARENT = """
import sys
sys.path.insert(0, {tests!r})
from test_workers import hangs_on, who
from functools import partial
from analytics.workers import Worker
if __name__ == "__main__":
    with Worker(who) as first:
        busy = Worker(partial(hangs_on, seconds=600, hang=1))
        busy(0)
        print(first(0), busy._process.pid, flush=True)
        busy(1)
"""


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_workers_end_with_their_parent_however_it_ends(tmp_path, sent):
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(tests=str(Path(__file__).parent)))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)])}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 2 and all(map(is_there, pids))
        parent.send_signal(sent)
    assert wait_until(lambda: not any(map(is_there, pids)))
