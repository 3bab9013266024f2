"""Archives: every source of the program, filters, threads, what is left out."""

import datetime
import os
import signal
import subprocess
import sys
import tarfile
import textwrap
import threading
import zipfile

import pytest
from conftest import convert
from newsprint_rs import Archive, Article

PATHS = ["articles/某源/1_题目.md", "articles/某源/2_题目.md", "articles/other/3.md"]


def clip(number):
    day = 1618495142000 + number * 86_400_000
    return f"<!--{day}-->\n[题🚢{number}](https://{number}.example.org/)\n------\n\n<p>正文{number}</p>"


@pytest.fixture
def folder(tmp_path):
    for number, path in enumerate(PATHS, 1):
        file = tmp_path / "archive" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(clip(number))
    (tmp_path / "archive/articles/cut.md").write_text("<!--1618495142000-->\n[t](https://exa")
    (tmp_path / "archive/articles/notes.md").write_text("notes")
    (tmp_path / "archive/README.md").write_text("# News")
    return tmp_path / "archive"


def paths(archive):
    return [article.path for article in archive]


def test_a_folder(folder):
    archive = Archive(folder)
    articles = list(archive)
    assert [article.path for article in articles] == sorted(PATHS)
    assert all(isinstance(article, Article) for article in articles)
    assert {article.text for article in articles} == {"正文1", "正文2", "正文3"}
    assert {article.source for article in articles} == {"某源", "other"}
    tally = archive.tally
    assert (tally.files, tally.articles, tally.broken, tally.unwanted) == (6, 3, 1, 0)
    assert tally.skipped == {"a README": 1, "no article": 1}
    assert tally.bytes == sum(len(article.raw.encode()) for article in articles)
    rejects = {reject.path: reject for reject in archive.rejects}
    assert set(rejects) == {"README.md", "articles/cut.md", "articles/notes.md"}
    assert rejects["articles/cut.md"].kind == "broken"
    assert "at line 2" in rejects["articles/cut.md"].message
    assert rejects["articles/notes.md"][1:] == ("skipped", "no article", True)
    assert rejects["README.md"][1:] == ("skipped", "a README", False)


def test_every_source(folder, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for path in PATHS:
            file.write(folder / path, path)
    for ending in ("tar", "tar.gz"):
        with tarfile.open(tmp_path / f"a.{ending}", "w:gz" if ending == "tar.gz" else "w") as file:
            for path in PATHS:
                file.add(folder / path, path)
    work = tmp_path / "work"
    bare = tmp_path / "bare.git"
    git = ["git", "-c", "user.name=n", "-c", "user.email=e@example.org"]
    subprocess.run(["cp", "-r", folder, work], check=True)
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"], ["branch", "old"]):
        subprocess.run([*git, *command], cwd=work, check=True)
    (work / PATHS[0]).write_text(clip(1).replace("正文", "新正文"))
    subprocess.run([*git, "commit", "-qam", "two"], cwd=work, check=True)
    subprocess.run(["git", "clone", "-q", "--bare", work, bare], check=True)
    sources = [
        Archive(tmp_path / "a.zip"),
        Archive(str(tmp_path / "a.tar")),
        Archive(tmp_path / "a.tar.gz"),
        Archive(work, revision="old"),
    ]
    for archive in sources:
        # A second time, too.
        for _ in range(2):
            texts = {article.path: article.text for article in archive}
            assert texts == dict(zip(PATHS, ["正文1", "正文2", "正文3"])), archive
    assert {article.text for article in Archive(bare)} == {"新正文1", "正文2", "正文3"}
    versions = list(Archive(bare, history=True))
    assert sorted(article.text for article in versions) == ["新正文1", "正文1", "正文2", "正文3"]
    [old] = [article for article in versions if article.text == "正文1"]
    assert old.history["path"] == PATHS[0] and not old.history["in_head"]
    one = Archive(folder / PATHS[0])
    assert [article.text for article in one] == ["正文1"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"host": "1.example.org"}, [1]),
        ({"host": ["1.example.org", "3.example.org"]}, [1, 3]),
        ({"glob": "3*"}, [3]),
        ({"glob": ["articles/某源/*"]}, [1, 2]),
        ({"since": "2021-04-17"}, [2, 3]),
        ({"until": datetime.date(2021, 4, 17)}, [1, 2]),
        ({"since": "2021", "until": "2021-04"}, [1, 2, 3]),
        ({"since": "2022"}, []),
        ({"author": "nobody"}, []),
    ],
)
def test_filters(folder, filters, expected):
    archive = Archive(folder, **filters)
    assert paths(archive) == sorted(PATHS[number - 1] for number in expected)
    assert archive.tally.articles == len(expected)
    files = archive.tally
    assert files.files == files.articles + files.unwanted + files.broken + sum(files.skipped.values())
    assert archive.to_arrow(["path"]).columns == ["path"]


def test_a_list_of_files(folder, tmp_path):
    (tmp_path / "list").write_text(f"{folder}/{PATHS[1]}\n./{PATHS[2]}\n")
    assert set(paths(Archive(folder, files_from=tmp_path / "list"))) == set(PATHS[1:])
    with pytest.raises(RuntimeError, match="--files-from"):
        list(Archive(folder, files_from=tmp_path / "none"))


def test_wrong_arguments(folder, tmp_path):
    with pytest.raises(OSError, match="expected a file, a folder or a git repository, found nothing"):
        Archive(tmp_path / "none")
    with pytest.raises(OSError, match="expected a git repository"):
        Archive(folder / PATHS[0], history=True)
    with pytest.raises(ValueError, match="expected a date"):
        Archive(folder, since="soon")
    with pytest.raises(ValueError, match="unclosed|glob"):
        Archive(folder, glob="[")
    with pytest.raises(ValueError, match="expected a number of threads from 1"):
        Archive(folder, threads=0)
    with pytest.raises(ValueError, match="expected all, default, path"):
        Archive(folder).to_arrow("colour")
    for wrong in (None, 1, b"a", object()):
        with pytest.raises(TypeError):
            Archive(wrong)
    for wrong in ({"host": 1}, {"glob": [1]}, {"threads": "two"}, {"revision": 3}, {"colour": 1}):
        with pytest.raises(TypeError):
            Archive(folder, **wrong)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert list(Archive(empty)) == []


def test_options_of_parsing(folder):
    assert paths(Archive(folder, max_len=10)) == []
    file = folder / PATHS[0]
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    archive = Archive(folder, strict=True)
    assert PATHS[0] not in paths(archive)
    assert [r.kind for r in archive.rejects if r.path == PATHS[0]] == ["broken"]
    in_bytes = next(iter(Archive(folder, spans="bytes", glob=PATHS[1])))
    title = in_bytes.spans["title"]
    assert in_bytes.raw.encode()[slice(*title)].decode() == in_bytes.title


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_give_the_same_in_the_same_order(archive, threads):
    expected = [row["path"] for row in convert(archive, "path")]
    assert paths(Archive(archive, threads=threads)) == expected


def test_an_iterator_that_threads_share(archive):
    expected = [row["path"] for row in convert(archive, "path")]
    articles = iter(Archive(archive))
    found = []

    def take():
        for article in articles:
            found.append((article.path, article.text))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(path for path, _ in found) == sorted(expected)


def test_an_article_that_threads_share(folder):
    article = next(iter(Archive(folder)))
    expected, got = article.to_dict(), []

    def read():
        for _ in range(200):
            assert article.find("正文")[0] == article.source_of(0, 2)
        got.append(article.to_dict())

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [expected] * 4


def test_a_run_that_is_left(archive):
    for _ in range(5):
        next(iter(Archive(archive)))
    articles = iter(Archive(archive))
    first = next(articles)
    del articles
    assert first.text is not None
    # After the end it stays at the end.
    articles = iter(Archive(archive, glob="nothing"))
    for _ in range(3):
        assert next(articles, None) is None


def test_progress(archive):
    told = []
    read = Archive(archive, progress=lambda files, size: told.append((files, size)))
    list(read)
    assert told[-1] == (read.tally.files, read.tally.bytes)
    assert told == sorted(told)
    with pytest.raises(ZeroDivisionError):
        list(Archive(archive, progress=lambda files, size: 1 / 0))
    pytest.importorskip("tqdm")
    assert len(list(Archive(archive, progress=True))) == len(list(Archive(archive, progress=False)))


def test_a_fork(archive):
    # The child of a fork has none of its parent's threads, and does not wait for them.
    code = """
        import os, sys, newsprint_rs
        count = len(list(newsprint_rs.Archive(sys.argv[1])))
        child = os.fork()
        if not child:
            os._exit(len(list(newsprint_rs.Archive(sys.argv[1]))) != count)
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(archive)]
    assert subprocess.run(command, timeout=60).returncode == 0


@pytest.mark.parametrize(
    "read",
    [
        "for article in archive: print(article.path, flush=True)",
        "import pyarrow; print('', flush=True); pyarrow.table(archive)",
        "import polars; print('', flush=True); polars.DataFrame(archive)",
    ],
)
def test_ctrl_c(tmp_path, read):
    # Standard input never ends: only the signal ends the run.
    code = f"""
        import newsprint_rs
        archive = newsprint_rs.Archive("-")
        {read}
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # Shells ignore the signal for background jobs.
    process = subprocess.Popen(
        command, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler), **pipes
    )
    if "for" not in read:
        process.stdout.readline()
    else:
        tar = tmp_path / "a.tar"
        with tarfile.open(tar, "w") as file:
            (tmp_path / "1.md").write_text(clip(1))
            for number in range(20):
                file.add(tmp_path / "1.md", f"{number}.md")
        # Without its end.
        process.stdin.write(tar.read_bytes()[: 20 * 1024])
        process.stdin.flush()
    waited = False
    try:
        process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        waited = True
    assert waited, process.stderr.read()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) != 0
    error = process.stderr.read().decode()
    assert "KeyboardInterrupt" in error, error


def test_the_program(tmp_path):
    run = [sys.executable, "-m", "newsprint_rs"]
    said = subprocess.run([*run, "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("newsprint ")
    assert subprocess.run([*run, "colour"], capture_output=True).returncode == 2
    subprocess.run([*run, "generate", "--files", "3", tmp_path / "a"], check=True)
    lint = subprocess.run([*run, "lint", tmp_path / "a"], capture_output=True)
    assert lint.returncode == 0
    # As `| head` ends.
    read, write = os.pipe()
    os.close(read)
    convert = [*run, "convert", "--quiet", tmp_path / "a", "--to", "jsonl", "-"]
    assert subprocess.run(convert, stdout=write, capture_output=False).returncode == 0
    os.close(write)
