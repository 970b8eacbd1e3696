#!/usr/bin/env python3
"""Holds actorgraph against other programs that find names, side by side: the same made-up news, the same names, one thread.

    python3 benches/compare/compare.py            every contender, five rounds
    python3 benches/compare/compare.py threads    one thread against two
    python3 benches/compare/compare.py growth     time and memory of `graph` as documents grow

Installs what it needs below target/compare: Python packages in an environment of their own, and xan with cargo. Contenders take turns,
whole processes; processor time (user and system) is what counts, so that neighbours disturb little. What a process takes for a single
page is its start, and is taken off before speeds are told. Speeds are megabytes of text, as it is in UTF-8, per second on the processor;
peaks are of a whole process, and what lies under about 15 MB is that of this script.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "target" / "compare"
PYTHON = HERE / "venv" / "bin" / "python"
PACKAGES = {
    "spacy": "spacy>=3.8,<4",
    "flashtext": "flashtext==2.7",
    "flashtext2": "flashtext2==1.1.0",
    "pyahocorasick": "pyahocorasick>=2,<3",
    "ahocorasick_rs": "ahocorasick_rs>=0.22,<2",
}
XAN = "0.61.0"


def tell(*words):
    print(*words, file=sys.stderr, flush=True)


def run(*words, **how):
    return subprocess.run([str(word) for word in words], check=True, cwd=ROOT, **how)


class Tools:
    """The programs that take part, built and installed where they are missing."""

    def __init__(self):
        tell("building actorgraph and the plain scan")
        run("cargo", "build", "--quiet", "--release", "--locked", "--bin", "actorgraph")
        built = run(
            *"cargo bench --quiet --locked --bench compare --no-run --message-format=json".split(), stdout=subprocess.PIPE, text=True
        )
        messages = map(json.loads, built.stdout.splitlines())
        self.bench = next(m["executable"] for m in messages if m.get("target", {}).get("name") == "compare" and m.get("executable"))
        self.ours = ROOT / "target" / "release" / "actorgraph"

    def corpus(self, megabytes, aliases, *more):
        folder = HERE / f"{megabytes}mb-{aliases}"
        if not (folder / "done").exists():
            tell(f"making {megabytes} MB of news")
            run(self.bench, "--bench", "corpus", "--out", folder, "--mb", megabytes, "--aliases", aliases, *more, stdout=sys.stderr)
            (folder / "done").touch()
        return folder

    @staticmethod
    def python(package):
        if not PYTHON.exists():
            run(sys.executable, "-m", "venv", HERE / "venv")
        if subprocess.run([PYTHON, "-m", "pip", "show", "--quiet", package], stderr=subprocess.DEVNULL).returncode:
            tell(f"installing {package}")
            run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGES[package])

    @staticmethod
    def xan():
        path = HERE / "bin" / "xan"
        if not path.exists():
            tell("building xan")
            run("cargo", "install", "--quiet", "xan", "--version", XAN, "--locked", "--root", HERE)
        return path


def measured(pipeline, output):
    """Processor time and peak memory of some commands that feed one another, and the seconds on the clock."""
    processes, before = [], None
    begun = os.times().elapsed
    with open(output, "wb") as out:
        for number, command in enumerate(pipeline):
            last = number + 1 == len(pipeline)
            process = subprocess.Popen(
                [str(word) for word in command],
                stdin=before.stdout if before else subprocess.DEVNULL,
                stdout=out if last else subprocess.PIPE,
                cwd=HERE,
            )
            if before:
                before.stdout.close()
            processes.append(process)
            before = process
        cpu = peak = 0
        for process, command in zip(processes, pipeline):
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            # ripgrep and actorgraph end with 1 where there is nothing to find.
            if process.returncode not in (0, 1):
                raise SystemExit(f"{' '.join(map(str, command))}: ended with {process.returncode}")
            cpu += used.ru_utime + used.ru_stime
            peak += used.ru_maxrss / 1024
    return cpu, peak, os.times().elapsed - begun


class Contender:
    def __init__(self, name, commands, whole, megabytes, single, output="/dev/null", count=None):
        self.name, self.commands, self.whole, self.megabytes, self.single = name, commands, whole, megabytes, single
        self.output, self.count = output, count
        self.rounds, self.starts, self.peaks = [], [], []

    def take_turn(self):
        start, _, _ = measured(self.commands(self.single), os.devnull)
        cpu, peak, _ = measured(self.commands(self.whole), self.output)
        self.starts.append(start)
        self.rounds.append(cpu)
        self.peaks.append(peak)

    def costs(self):
        """Seconds per megabyte in each round."""
        return [max(cpu - start, 1e-4) / self.megabytes for cpu, start in zip(self.rounds, self.starts)]

    def found(self):
        output = subprocess.run(
            ["sh", "-c", " | ".join(" ".join(f"'{word}'" for word in command) for command in self.commands(self.whole))],
            stdout=subprocess.PIPE,
            cwd=HERE,
        ).stdout
        return self.count(output)


def slice_of(path, megabytes, to):
    """The first lines of a file, so many megabytes of them."""
    written = 0
    with open(path, "rb") as lines, open(to, "wb") as out:
        for line in lines:
            if written >= megabytes * 1e6:
                break
            out.write(line)
            written += len(line)
    return to


def text_size(path):
    """Megabytes of the texts of JSON lines."""
    with open(path, encoding="utf-8") as lines:
        return sum(len(json.loads(line)["text"].encode()) for line in lines) / 1e6


def contenders(tools, folder, megabytes, wanted):
    names, table = folder / "names.txt", folder / "names.csv"
    lines, pages = folder / "pages.jsonl", folder / "pages"
    one_line = slice_of(lines, 0.000_1, folder / "one.jsonl")
    one_page = folder / "one" / "000"
    one_page.mkdir(parents=True, exist_ok=True)
    first = min((pages / "000").iterdir())
    (one_page / first.name).write_bytes(first.read_bytes())
    one_sentence = slice_of(folder / "sentences.csv", 0.000_1, folder / "one.csv")
    whole = text_size(lines)
    number = lambda output: int(output.split()[0])
    ours = lambda command, *more: lambda path: [[tools.ours, command, path, "--no-embedded", "--gazetteer", table, "--jobs", "1", "--quiet", *more]]
    found = []

    def add(name, *rest, **more):
        if not wanted or any(word in name for word in wanted):
            found.append(Contender(name, *rest, **more))

    add("actorgraph extract, JSON lines", ours("extract"), lines, whole, one_line, count=to_the_letter(lines))
    add("actorgraph extract, pages", ours("extract"), pages, whole, one_page, count=to_the_letter(lines))
    add("actorgraph graph -o x.csv, JSON lines", ours("graph", "-o", folder / "x.csv"), lines, whole, one_line, count=lambda _: pairs(folder / "x-edges.csv"))
    bare = ours("graph", "--no-relations", "-o", folder / "x.csv")
    add("actorgraph graph --no-relations -o x.csv, JSON lines", bare, lines, whole, one_line, count=lambda _: pairs(folder / "x-edges.csv"))
    add("actorgraph graph -o x.dot, JSON lines", ours("graph", "-o", folder / "x.dot"), lines, whole, one_line, count=lambda _: "")
    find = lambda path: [[tools.bench, "--bench", "find", table, path]]
    add("actorgraph search alone, JSON lines", find, lines, whole, one_line, count=number)
    add("actorgraph search alone, pages", find, pages, whole, one_page.parent, count=number)
    scan = lambda path: [[tools.bench, "--bench", "scan", names, path]]
    add("plain Aho-Corasick scan, JSON lines", scan, lines, whole, one_line, count=number)
    add("plain Aho-Corasick scan, pages", scan, pages, whole, one_page.parent, count=number)
    for library, most in [("flashtext2", 20), ("ahocorasick_rs", 10), ("pyahocorasick", 10), ("flashtext", 5), ("spacy", 1)]:
        if wanted and not any(word in f"{library} (Python)" for word in wanted):
            continue
        tools.python(library)
        part = slice_of(lines, min(most, megabytes), folder / f"{library}.jsonl")
        command = lambda path, library=library: [[PYTHON, ROOT / "benches" / "compare" / "rivals.py", library, names, path]]
        add(f"{library} (Python)", command, part, text_size(part), one_line, count=number)
    if not wanted or any(word in "xan" for word in wanted):
        sentences = folder / "sentences.csv"
        size = sentences.stat().st_size / 1e6
        table_of_pairs = lambda output: f"{output.count(10) - 1} pairs"
        both = lambda path: [[tools.bench, "--bench", "pairs", table, path]]
        add("actorgraph search and pairs, sentences; beside xan", both, sentences, size, one_sentence, count=table_of_pairs)
        xan = tools.xan()
        search = [xan, "search", "-s", "text", "-U", "actors", "--patterns", table, "--pattern-column", "name", "--name-column", "id"]
        add("xan search", lambda path: [[*search, path]], sentences, size, one_sentence, count=lambda out: "")
        cooc = [xan, "vocab", "cooc", "-T", "actors", "--sep", "|"]
        add("xan search | xan vocab cooc", lambda path: [[*search, path], cooc], sentences, size, one_sentence, count=table_of_pairs)
    has_ripgrep = subprocess.run(["sh", "-c", "command -v rg"], stdout=subprocess.DEVNULL).returncode == 0
    if has_ripgrep:
        part = slice_of(lines, min(0.5, megabytes), folder / "rg.jsonl")
        command = lambda path: [["rg", "--threads", "1", "--no-filename", "-o", "-w", "-F", "-f", names, path]]
        add("ripgrep -o -w -F -f", command, part, text_size(part), one_line, count=lambda out: out.count(b"\n"))
    return found


def pairs(path):
    with open(path, "rb") as lines:
        return f"{sum(1 for _ in lines) - 1} pairs"


def to_the_letter(corpus):
    """Tells how many mentions there are, and how many of them stand as they are listed, as whole words."""

    def count(output):
        texts = {}
        with open(corpus, encoding="utf-8") as lines:
            for line in lines:
                page = json.loads(line)
                texts[page["id"]] = page["text"]
        is_word = lambda char: char.isalnum() or char == "_"
        mentions = [json.loads(line) for line in output.splitlines()]
        plain = 0
        for mention in mentions:
            text = texts.get(mention["document"].split("#")[-1].split("_")[-1].removesuffix(".txt"))
            after = text[mention["end"] : mention["end"] + 1]
            plain += mention["form"] == "as-listed" and not (after and is_word(after))
        return f"{len(mentions)}, {plain} to the letter"

    return count


def compare(arguments):
    tools = Tools()
    folder = tools.corpus(arguments.mb, arguments.aliases)
    all_of_them = contenders(tools, folder, arguments.mb, arguments.only.split(",") if arguments.only else [])
    for turn in range(arguments.rounds):
        for contender in all_of_them:
            tell(f"round {turn + 1}: {contender.name}")
            contender.take_turn()
    reference = all_of_them[0].costs()
    print(f"{arguments.mb} MB of news, {arguments.aliases} names, {arguments.rounds} rounds; first row: 1\n")
    print("| program | text, MB | start, s | MB a second | of the first row's speed (least to most) | peak, MB | found |")
    print("|---|---|---|---|---|---|---|")
    for one in all_of_them:
        ratios = sorted(first / cost for first, cost in zip(reference, one.costs()))
        speed, start = 1 / statistics.median(one.costs()), statistics.median(one.starts)
        digits = 2 if statistics.median(ratios) >= 0.1 else 4
        middle, least, most = (f"{ratio:.{digits}f}" for ratio in (statistics.median(ratios), ratios[0], ratios[-1]))
        found = one.found() if arguments.counts else ""
        peak = statistics.median(one.peaks)
        print(f"| {one.name} | {one.megabytes:.1f} | {start:.3f} | {speed:.3g} | {middle} ({least} to {most}) | {peak:.0f} | {found} |", flush=True)


def threads(arguments):
    """The clock of one thread against that of two."""
    tools = Tools()
    folder = tools.corpus(arguments.mb, arguments.aliases)
    lines, table = folder / "pages.jsonl", folder / "names.csv"
    print("| command | one thread, s | two threads, s | times as fast (least to most) |\n|---|---|---|---|")
    x = folder / "x.csv"
    commands = [("extract",), ("graph", "-o", x), ("graph", "--no-relations", "-o", x), ("graph", "-o", x.with_suffix(".dot"))]
    for command, *more in commands:
        clocks = {1: [], 2: []}
        for _ in range(arguments.rounds):
            for jobs in clocks:
                words = [tools.ours, command, lines, "--no-embedded", "--gazetteer", table, "--jobs", jobs, "--quiet", *more]
                clocks[jobs].append(measured([words], os.devnull)[2])
        gains = sorted(one / two for one, two in zip(*clocks.values()))
        one, two = (statistics.median(clock) for clock in clocks.values())
        name = " ".join([command, *(word.name if isinstance(word, Path) else word for word in more)])
        print(f"| {name} | {one:.2f} | {two:.2f} | {statistics.median(gains):.2f} ({gains[0]:.2f} to {gains[-1]:.2f}) |", flush=True)


def growth(arguments):
    """What ten and a hundred times as many documents take."""
    tools = Tools()
    print("| text, MB | documents | pairs | time, s | MB a second | peak, MB |\n|---|---|---|---|---|---|")
    for times in [1, 10, 100]:
        if times * arguments.mb > arguments.most:
            break
        folder = tools.corpus(times * arguments.mb, arguments.aliases, "--lines-only")
        words = [tools.ours, "graph", folder / "pages.jsonl", "--no-embedded", "--gazetteer", folder / "names.csv", "--jobs", arguments.jobs]
        words += ["--quiet", "-o", folder / "x.csv"]
        cpu, peak, _ = measured([words], os.devnull)
        size = text_size(folder / "pages.jsonl")
        with open(folder / "pages.jsonl", "rb") as lines:
            documents = sum(1 for _ in lines)
        edges = pairs(folder / "x-edges.csv").split()[0]
        print(f"| {size:.0f} | {documents} | {edges} | {cpu:.1f} | {size / cpu:.0f} | {peak:.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", default="rivals", choices=["rivals", "threads", "growth"])
    parser.add_argument("--mb", type=int, help="megabytes of news (20; 10 for growth); slow rivals get a part of it")
    parser.add_argument("--aliases", type=int, default=10_000, help="names that are sought (10000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each contender runs (5)")
    parser.add_argument("--only", help="contenders whose names hold one of these words, with commas between: extract,scan,xan")
    parser.add_argument("--no-counts", dest="counts", action="store_false", help="does not tell what each found")
    parser.add_argument("--most", type=int, default=1_000, help="growth: largest corpus in MB (1000)")
    parser.add_argument("--jobs", type=int, default=1, help="growth: threads (1)")
    arguments = parser.parse_args()
    arguments.mb = arguments.mb or (10 if arguments.what == "growth" else 20)
    HERE.mkdir(parents=True, exist_ok=True)
    {"rivals": compare, "threads": threads, "growth": growth}[arguments.what](arguments)


main()
