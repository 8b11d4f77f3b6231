import json
import signal
import subprocess
import sys
import threading
import time

import pytest

from graph.sparql.pool import Busy, Limits, Pool, QueryStopped, Question, request_of
from tests.graph.made_up import world
from tests.graph.stores import store_of

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?j) }"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("pool") / "store"
    held = store_of(world(), path)
    held.settle()
    held.close()
    return str(path)


@pytest.fixture
def pool():
    made = Pool(spare=1, most=2, limits=Limits(seconds=2))
    yield made
    made.close()


def processes(pool: Pool) -> list[int]:
    return [worker._process.pid for worker in pool._idle]


def test_a_worker_is_used_again(pool, store):
    pool.ask(store, Question("ASK {}"))
    before = processes(pool)
    pool.ask(store, Question("ASK { ?a rw:metWith ?b }"))
    assert processes(pool) == before


def test_a_worker_that_had_to_be_ended_is_gone_and_the_next_question_answered(pool, store):
    with pytest.raises(QueryStopped, match="2 seconds"):
        pool.ask(store, Question(CROSS))
    reply = pool.ask(store, Question("ASK {}"))
    assert (reply.kind, reply.body) == ("boolean", b'{"head": {}, "boolean": true}')
    assert all(worker.alive for worker in pool._idle)


def test_recycled_workers_are_new_ones(pool, store):
    pool.ask(store, Question("ASK {}"))
    old = {worker._process for worker in pool._idle}
    pool.recycle()
    assert not old & {worker._process for worker in pool._idle}
    assert all(process.poll() is not None for process in old)
    assert pool.ask(store, Question("ASK {}")).kind == "boolean"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of processor time")
def test_a_query_whose_asker_is_gone_ends_all_the_same(store):
    code = (
        "import sys\nfrom math import ceil\nfrom graph.sparql import worker\n"
        "worker.ceil = lambda seconds: 3\n"  # the limit itself is under test, not its length
        "worker.serve(sys.stdin.buffer, sys.stdout.buffer)"
    )
    request = request_of(store, Question(CROSS), Limits(seconds=600))
    left = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    left.communicate(json.dumps(request).encode() + b"\n", timeout=60)
    assert left.returncode == -signal.SIGXCPU


def test_a_full_pool_says_so(pool, store):
    ended = []

    def endless() -> None:
        with pytest.raises(QueryStopped):
            pool.ask(store, Question(CROSS))
        ended.append(True)

    threads = [threading.Thread(target=endless) for _ in range(2)]
    for thread in threads:
        thread.start()
    while pool._busy < 2:
        time.sleep(0.01)
    with pytest.raises(Busy, match="try again"):
        pool.ask(store, Question("ASK {}"), patience=0.05)
    for thread in threads:
        thread.join()
    assert ended == [True, True]


def test_a_store_that_is_not_there_is_an_error_of_one_line(pool, tmp_path):
    with pytest.raises(RuntimeError, match="failed") as told:
        pool.ask(str(tmp_path / "none"), Question("ASK {}"))
    assert "\n" not in str(told.value)


def test_a_closed_pool_has_no_processes_left(store):
    pool = Pool(spare=2, most=2)
    pool.ask(store, Question("ASK {}"))
    left = [worker._process for worker in pool._idle]
    pool.close()
    assert left
    assert all(process.poll() is not None for process in left)
