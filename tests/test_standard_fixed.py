import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gouji.document import Document
from gouji.testing import clock
from gouji_standards import fixed


def read(text, *, asked=False):
    found = list(fixed.gouji_tables(Document(text), asked))
    for matrix in found:
        matrix.validate(len(text))
        printed = ["".join(text[a:b] for a, b in matrix.cell_spans(i)) for i in range(matrix.size)]
        assert printed == list(matrix.texts)
    return found


def rows_of(text, *, asked=False):
    return [matrix.rows(text) for matrix in read(text, asked=asked)]


def grid(*lines):
    return [line.split("|") for line in lines]


PROCESSES = """\
    PID TTY          TIME CMD
   1022 pts/0    00:00:00 sh
   2044 pts/0    00:00:01 python
   3001 ?        00:00:00 ps
"""
DISKS = """\
Filesystem      Size  Used Avail Use% Mounted on
udev            7.8G     0  7.8G   0% /dev
tmpfs           1.6G  2.2M  1.6G   1% /run
/dev/sda1       100G   40G   55G  43% /
"""
MEMORY = """\
              total        used        free      shared  buff/cache   available
Mem:        3861332      222820     3364176       11832      274336     3389588
Swap:       2097148           0     2097148
"""
PODS = """\
NAME      STATUS    ROLES    AGE   PORT(S)
node-1    Ready     <none>   5d    80/TCP
node-22   Pending   worker   12h   443/TCP
"""
CONTAINERS = """\
CONTAINER ID   IMAGE          CREATED          PORTS      NAMES
4c01db0b339c   ubuntu:22.04   17 seconds ago   80/tcp     web app
d7886598dbe2   redis:latest   33 minutes ago              redis
"""
SOCKETS = """\
Proto Recv-Q Send-Q Local Address           Foreign Address         State
tcp        0      0 127.0.0.1:631           0.0.0.0:*               LISTEN
tcp        0     36 10.0.0.5:22             10.0.0.9:51234          ESTABLISHED
udp        0      0 0.0.0.0:68              0.0.0.0:*
"""
CARS = """\
                  mpg cyl  hp
Blue Car         21.0   6 110
Blue Car Long    21.0   6 110
Red 7            22.8   4  93
"""
TIBBLE = """\
# A tibble: 2 × 3
      x y         z
  <dbl> <chr> <int>
1     1 a         3
2     2 bb       10
"""
LISTING = """\
 Obs    NAME     AGE    HEIGHT

   1    Ann       13      56.5
   2    Barb      13      65.3
   3    Carl      14      62.8
"""
WIDE = """\
姓名    年龄  城市
张三      30  北京
李四五    25  上海
"""
ACCOUNTS = """\
Account                 Name             Balance     Credit Limit   Opened
101                                      10000.00                   1/17/1998
312     Ann Butcher                      90.00       1000.00         8/6/2003
761     Jada Pinkerton-Smith             49654.87    100000.00      12/5/2006
"""
UNITS = """\
UNIT                 LOAD   ACTIVE SUB     DESCRIPTION
proc.automount       loaded active waiting Formats of Programs
dev-block.device     loaded active plugged Disk on /dev/sda2
"""
TABLES = {
    "names off their columns": (
        ACCOUNTS,
        1,
        grid(
            "Account|Name|Balance|Credit Limit|Opened",
            "101||10000.00||1/17/1998",
            "312|Ann Butcher|90.00|1000.00|8/6/2003",
            "761|Jada Pinkerton-Smith|49654.87|100000.00|12/5/2006",
        ),
    ),
    "systemctl": (
        UNITS,
        1,
        grid(
            "UNIT|LOAD|ACTIVE|SUB|DESCRIPTION",
            "proc.automount|loaded|active|waiting|Formats of Programs",
            "dev-block.device|loaded|active|plugged|Disk on /dev/sda2",
        ),
    ),
    "blank figures": (
        "date         n\n         54054\n 1.5        17\n             4\n",
        1,
        grid("date|n", "|54054", "1.5|17", "|4"),
    ),
    "ps": (
        PROCESSES,
        1,
        grid(
            "PID|TTY|TIME|CMD", "1022|pts/0|00:00:00|sh", "2044|pts/0|00:00:01|python", "3001|?|00:00:00|ps"
        ),
    ),
    "df": (
        DISKS,
        1,
        grid(
            "Filesystem|Size|Used|Avail|Use%|Mounted on",
            "udev|7.8G|0|7.8G|0%|/dev",
            "tmpfs|1.6G|2.2M|1.6G|1%|/run",
            "/dev/sda1|100G|40G|55G|43%|/",
        ),
    ),
    "free": (
        MEMORY,
        1,
        grid(
            "|total|used|free|shared|buff/cache|available",
            "Mem:|3861332|222820|3364176|11832|274336|3389588",
            "Swap:|2097148|0|2097148|||",
        ),
    ),
    "kubectl": (
        PODS,
        1,
        grid(
            "NAME|STATUS|ROLES|AGE|PORT(S)",
            "node-1|Ready|<none>|5d|80/TCP",
            "node-22|Pending|worker|12h|443/TCP",
        ),
    ),
    "docker": (
        CONTAINERS,
        1,
        grid(
            "CONTAINER ID|IMAGE|CREATED|PORTS|NAMES",
            "4c01db0b339c|ubuntu:22.04|17 seconds ago|80/tcp|web app",
            "d7886598dbe2|redis:latest|33 minutes ago||redis",
        ),
    ),
    "netstat": (
        SOCKETS,
        1,
        grid(
            "Proto|Recv-Q|Send-Q|Local Address|Foreign Address|State",
            "tcp|0|0|127.0.0.1:631|0.0.0.0:*|LISTEN",
            "tcp|0|36|10.0.0.5:22|10.0.0.9:51234|ESTABLISHED",
            "udp|0|0|0.0.0.0:68|0.0.0.0:*|",
        ),
    ),
    "data.frame": (
        CARS,
        1,
        grid("|mpg|cyl|hp", "Blue Car|21.0|6|110", "Blue Car Long|21.0|6|110", "Red 7|22.8|4|93"),
    ),
    "tibble": (TIBBLE, 2, grid("|x|y|z", "|<dbl>|<chr>|<int>", "1|1|a|3", "2|2|bb|10")),
    "SAS": (LISTING, 1, grid("Obs|NAME|AGE|HEIGHT", "1|Ann|13|56.5", "2|Barb|13|65.3", "3|Carl|14|62.8")),
    "display width": (WIDE, 1, grid("姓名|年龄|城市", "张三|30|北京", "李四五|25|上海")),
    "a Series": ("0    1.5\n1    2.5\n2    4.0\ndtype: float64\n", 0, grid("0|1.5", "1|2.5", "2|4.0")),
    "no header": (
        "id81   360.24   1195\nid15   444.95     17\nid18   364.13    180\n",
        0,
        grid("id81|360.24|1195", "id15|444.95|17", "id18|364.13|180"),
    ),
    "words only": (
        "name    city    job\nBob     Rome    cook\nAl      Bern    smith\n",
        0,
        grid("name|city|job", "Bob|Rome|cook", "Al|Bern|smith"),
    ),
    "between prose": (
        "As measured\n\nname     score   rank\nann      12.5    1\nbob      9.25    2\n\nThat is all.\n",
        1,
        grid("name|score|rank", "ann|12.5|1", "bob|9.25|2"),
    ),
    "names off their columns at the end": (
        "USER   IDLE   PCPU WHAT\nann    1.00s  0.03s -sh\nbob    4:12   0.00s w\ncarl   9:01   0.12s vi x\n",
        1,
        grid("USER|IDLE|PCPU|WHAT", "ann|1.00s|0.03s|-sh", "bob|4:12|0.00s|w", "carl|9:01|0.12s|vi x"),
    ),
    "a caption that touches": (
        "Routes of the kernel\nDest      Via       Use\n10.0.0.0  10.0.0.1    3\n10.1.0.0  10.1.0.1   12\n",
        1,
        grid("Dest|Via|Use", "10.0.0.0|10.0.0.1|3", "10.1.0.0|10.1.0.1|12"),
    ),
    "long names beside figures": (
        "                      Name  Age\n0      Braun, Mr. Alan B.   22\n1      Allen, Miss. Ann M.   35\n2  Bonn, Mrs. Eve Marie F.   58\n",
        1,
        grid(
            "|Name|Age", "0|Braun, Mr. Alan B.|22", "1|Allen, Miss. Ann M.|35", "2|Bonn, Mrs. Eve Marie F.|58"
        ),
    ),
    "two columns of words under capitals": (
        "UNIT FILE      STATE\na.mount        static\nb.service      enabled\nc.socket       disabled\n",
        1,
        grid("UNIT FILE|STATE", "a.mount|static", "b.service|enabled", "c.socket|disabled"),
    ),
    "lists of hosts under capitals": (
        "PART   AVAIL  STATE  HOSTS\ndebug  up     idle   n[1-2]\nbatch  up     down   n[3-9]\n",
        1,
        grid("PART|AVAIL|STATE|HOSTS", "debug|up|idle|n[1-2]", "batch|up|down|n[3-9]"),
    ),
    "a matrix of R": (
        "     [,1] [,2] [,3]\n[1,]    1    3    5\n[2,]    2    4    6\n",
        1,
        grid("|[,1]|[,2]|[,3]", "[1,]|1|3|5", "[2,]|2|4|6"),
    ),
    "CR LF": ("n   v   w\r\na   1   2\r\nb   3   4\r\n", 1, grid("n|v|w", "a|1|2", "b|3|4")),
}


@pytest.mark.parametrize(("text", "header", "rows"), TABLES.values(), ids=TABLES)
def test_a_table_is_read_by_its_gutters(text, header, rows):
    (matrix,) = read(text)
    assert matrix.rows(text) == rows
    assert matrix.header_rows == header


def test_captions_that_touch_part_tables():
    text = (
        "Servers that listen\nProto  Recv-Q  Port\ntcp         0    22\ntcp6        3    80\n"
        "Sockets of the system\nProto  Refs  Type     Path\nunix      2  STREAM   /run/a\nunix     13  DGRAM    /run/b\n"
    )
    assert rows_of(text) == [
        grid("Proto|Recv-Q|Port", "tcp|0|22", "tcp6|3|80"),
        grid("Proto|Refs|Type|Path", "unix|2|STREAM|/run/a", "unix|13|DGRAM|/run/b"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT id,   name\nFROM   trees\nWHERE  age > 3\n",
        "#define A    1\n#define BB   2\n#define CCC  3\n",
        "This is prose.  It has double\nblanks after its full stops.  See\nhow they fall.  They are not\naligned.  At all.\n",
        "The  quick   brown  fox  jumps\nover   the  lazy  dog  and runs\naway  from   the  big  bad wolf\ninto the    forest  of  no hope\n",
        "   /\\_/\\  \n  ( o.o ) \n   > ^ <  \n",
        "x = 1        # the count\nyyy = 22     # the size\nzz = 333     # the rest\n",
        "a    = 1\nbbb  = 2\ncc   = 3\n",
        "- item one\n  more of it\n- item two\n  more\n",
        "  -h, --help       show this help\n  -v, --version    show version\n  -q               be quiet\n",
        "Commands:\n  run      Run the thing\n  stop     Stop the thing\n  list     List the things\n",
        ".\n├── a\n│   ├── b\n│   └── c\n└── d\n",
        "|-- a\n|   |-- b\n|   `-- c\n`-- d\n",
        "name: x\nitems:\n  - a:   1\n    b:   2\n  - a:   3\n    b:   4\n",
        "2024-01-01 12:00:00 INFO  Starting up\n2024-01-01 12:00:01 WARN  Low memory\n2024-01-01 12:00:02 INFO  Shutting down\n",
        "Nov 21 09:10:01 host cron[12]: (root) CMD (run)\nNov 21 09:10:02 host sshd[33]: Accepted key\nNov 21 09:11:01 host cron[45]: (root) CMD (run)\n",
        "Name:      John Smith\nAddress:   1 Main St\nPhone:     555-1234\n",
        "Shall we go up the hill today\nOr shall we stay and rest a while\nThe sky is blue the road is long\nAnd all the birds are on the stile\n",
        "Introduction ............ 1\nMethods ................. 5\nResults ................ 12\n",
        "Home    About    Contact    Login\n",
        "apple     a round fruit\nbanana    a long yellow fruit\ncherry    a small red fruit\n",
        "check(f, 1, 2, 3)\ncheck(f, 4, 5, 6)\ncheck(f, 7, 8, 9)\n",
        "The cat sat on the mat\nThe dog sat on the rug\nThe cow sat on the log\n",
        "n     v  w\n---  --  -----\na     1  2\nb     3  4\nc     5  6\n",
        "----  ----\na     1\nb     2\n----  ----\n",
        "a     b\n====  ====\n\n1     2   3\n4     5   6\n7     8   9\n\n====  ====\n",
        "| a     | b   |\n| 1     | 2   |\n| 3     | 4   |\n",
        "\ta   b\n\t1   2\n\t3   4\n",
        "ok   pkg/a   0.012s\nok   pkg/b   0.120s\nFAIL pkg/c   1.022s\n",
        "BUG 12   crash on start\nBUG 13   crash on exit\nBUG 140  typo in help\n",
        "C4    E4    G4\n  la  - le - lu\n",
        "See\n\n```\nid   n\n 1   2\n 2   3\n```\n",
        "<!DOCTYPE html>\n<pre>\nid   n\n 1   2\n 2   3\n</pre>\n",
        "",
    ],
)
def test_blanks_that_do_not_part_columns_make_no_table(text):
    assert rows_of(text) == []


NAMES = ["a", "total", "score", "long_name", "n"]
WORDS = ["ann", "bob", "New York", "Rome", "gamma"]
VALUES = [st.integers(0, 99999), st.floats(-99, 999).map(lambda x: round(x, 2)), st.sampled_from(WORDS)]


@st.composite
def frames(draw):
    width, height = draw(st.integers(1, 4)), draw(st.integers(3, 7))
    kinds = [draw(st.sampled_from(VALUES[:2])), *(draw(st.sampled_from(VALUES)) for _ in range(width - 1))]
    columns = [draw(st.lists(kind, min_size=height, max_size=height)) for kind in kinds]
    return dict(zip(NAMES, columns, strict=False))


@given(frames())
def test_a_printed_frame_is_read_back(columns):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(columns)
    said = [frame[[n]].to_string(index=False, header=False).split("\n") for n in frame.columns]
    body = [[str(i), *(s.strip() for s in row)] for i, row in enumerate(zip(*said, strict=True))]
    assert rows_of(frame.to_string()) == [[["", *frame.columns], *body]]


@given(frames().filter(lambda columns: len(columns) > 1))
def test_tabulate_s_plain_format_is_read_back(columns):
    tabulate = pytest.importorskip("tabulate").tabulate
    rows = list(zip(*columns.values(), strict=True))
    tabbed = tabulate(rows, headers=list(columns), tablefmt="tsv").split("\n")
    want = [[cell.strip() for cell in line.split("\t")] for line in tabbed]
    assert rows_of(tabulate(rows, headers=list(columns), tablefmt="plain")) == [want]


@given(st.text(st.sampled_from("ab1  \n\r-中\x00\ud800\u2028\u3000:"), max_size=80))
def test_no_text_raises(text):
    read(text)


ONLY_ASKED = {
    "two columns of words": (
        "name   town\nBob    Rome\nAl     Bern\n",
        grid("name|town", "Bob|Rome", "Al|Bern"),
    ),
    "two rows without a header": ("1  2\n3  4\n", grid("1|2", "3|4")),
    "single blanks": ("a b c\n1 2 3\n", grid("a|b|c", "1|2|3")),
    "names of two words": (
        "Full Name    City\nLena Smith   Rome\nFinn Jones   Bern\n",
        grid("Full Name|City", "Lena Smith|Rome", "Finn Jones|Bern"),
    ),
    "single blanks beside figures": ("-rw 1 root  12 a.txt\n-rw 1 root 123 b.txt\n", None),
    "a title above": ("Pets\na   b\nc   d\n", grid("a|b", "c|d")),
    "a key and its remark": ("key=   a\nb=     c\n", grid("key=|a", "b=|c")),
    "in a fence": ("See\n\n```text\nid  n\n 1  2\n 2  3\n```\n", grid("id|n", "1|2", "2|3")),
    "between two fences": ("```\nid  n\n 1  2\n 2  3\n```\n", grid("id|n", "1|2", "2|3")),
    "in a page": ("<!DOCTYPE html>\n<p>a\n<pre>id  n\n 1  2\n 2  3</pre>\n", grid("id|n", "1|2", "2|3")),
}


@pytest.mark.parametrize(("text", "expected"), ONLY_ASKED.values(), ids=ONLY_ASKED)
def test_what_only_its_columns_show_is_read_if_asked_for(text, expected):
    assert rows_of(f"Some words.\n\n{text}\nThe end.\n") == []
    assert rows_of(text, asked=True) == [expected or [line.split() for line in text.splitlines()]]


def test_prose_is_no_table_even_if_asked_for():
    assert (
        rows_of("The old brown fox jumps over\nthe lazy dog and runs off to\nfind one.\n", asked=True) == []
    )


def test_a_fence_that_is_not_closed_is_no_row():
    assert rows_of("```\nid  n\n 1  2\n 2  3\n") == [grid("id|n", "1|2", "2|3")]


@example(text="#\n\n#\na 1", fenced=False)
@example(text="#\n#\n", fenced=False)
@given(st.text(st.sampled_from(" \n\ra1#`-\x00\ud800\u2028"), max_size=60), st.booleans())
def test_no_text_raises_if_asked_for(text, fenced):
    read(f"```\n{text}\n```\n" if fenced else text, asked=True)


UNDERLINED = """\
Site         Lat    Lon   Elev
------------------------------
Alpha       51.5   -0.1     35
Beta        48.9    2.3     75
------------------------------
Mean        50.2    1.1     55
"""
GROUPS = """\
Name      Age   Town
Ann        31   Ely
Bob        27   Bath

Cy         44   York

Di          9   Leeds
"""
INDEX = """\
              value
first second
oak   old      1.00
      new      2.00
yew   old      3.00
"""
OVERHUNG = """\
       name         job      since
    Ann Lee       baker 2001-02-03
        Bob       smith 2010-10-10
Cy van Dyke night nurse 1999-12-31
"""
TIGHT = """\
target     prot opt source               destination
ACCEPT     all  --  192.168.0.0/24       anywhere
DROP       tcp  --  anywhere             anywhere
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            UNDERLINED,
            grid("Site|Lat|Lon|Elev", "Alpha|51.5|-0.1|35", "Beta|48.9|2.3|75", "Mean|50.2|1.1|55"),
        ),
        (GROUPS, grid("Name|Age|Town", "Ann|31|Ely", "Bob|27|Bath", "Cy|44|York", "Di|9|Leeds")),
        (INDEX, grid("||value", "first|second|", "oak|old|1.00", "|new|2.00", "yew|old|3.00")),
        (
            OVERHUNG,
            grid(
                "name|job|since",
                "Ann Lee|baker|2001-02-03",
                "Bob|smith|2010-10-10",
                "Cy van Dyke|night nurse|1999-12-31",
            ),
        ),
        (
            TIGHT,
            grid(
                "target|prot|opt|source|destination",
                "ACCEPT|all|--|192.168.0.0/24|anywhere",
                "DROP|tcp|--|anywhere|anywhere",
            ),
        ),
    ],
)
def test_columns_are_told_by_most_lines_by_a_rule_and_over_empty_lines(text, expected):
    assert rows_of(text) == [expected]


def test_a_table_below_an_empty_line_with_names_of_its_own_is_another():
    below = "Name      Age   Town\nEve        12   Hull\nFay        50   Dover\n"
    assert rows_of(f"{GROUPS}\n{below}") == [*rows_of(GROUPS), *rows_of(below)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "name    what it does     since\nalpha   reads the file   v1\nbeta    writes it again  v2\ngamma                    v3\n",
            grid(
                "name|what it does|since", "alpha|reads the file|v1", "beta|writes it again|v2", "gamma||v3"
            ),
        ),
        (
            "    k     v\n  one   red\n  two green\nthree  blue\n four\n",
            grid("k|v", "one|red", "two|green", "three|blue", "four|"),
        ),
        (
            'IMAGE   MADE BY               SIZE   NOTE\n605c    sh -c nop  ["run" +   0B\nae12    sh -c set  && add     61MB\n',
            grid("IMAGE|MADE BY|SIZE|NOTE", '605c|sh -c nop  ["run" +|0B|', "ae12|sh -c set  && add|61MB|"),
        ),
        (
            "Package Version\n------- -------\nnumpy   1.26\npip     24.0\n",
            grid("Package|Version", "numpy|1.26", "pip|24.0"),
        ),
    ],
)
def test_all_lines_of_a_table_are_read_if_asked_for(text, expected):
    assert rows_of(text, asked=True) == [expected]


MARKS = """\
            Estimate Std. Error t value   Pr
(Intercept) -17.5791     6.7584  -2.601 0.01 *
speed         3.9324     0.4155   9.464 0.00 ***
"""
USAGE = """\
NAME   CPU %     MEM USAGE / LIMIT     PIDS
web    0.07%     12.5MiB / 1.944GiB    3
db     1.20%     90.1MiB / 1.944GiB    12
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            MARKS,
            grid(
                "|Estimate|Std. Error|t value|Pr|",
                "(Intercept)|-17.5791|6.7584|-2.601|0.01|*",
                "speed|3.9324|0.4155|9.464|0.00|***",
            ),
        ),
        (
            USAGE,
            grid(
                "NAME|CPU %|MEM USAGE / LIMIT|PIDS",
                "web|0.07%|12.5MiB / 1.944GiB|3",
                "db|1.20%|90.1MiB / 1.944GiB|12",
            ),
        ),
    ],
)
def test_marks_are_a_column_and_a_sign_in_a_name_is_none(text, expected):
    assert rows_of(text) == [expected]


@pytest.mark.parametrize(
    "lines", ["a | b\n=====\n1 | 2\n-----\n", "a   b\n1   2\n\n", "A   B\n-----\n1   2\n"]
)
def test_time_grows_with_the_text_however_many_rules_and_groups(lines):
    def read(document):
        list(fixed.gouji_tables(document, asked=True))

    assert clock.beyond(read, lambda: Document(lines * 500), lambda: Document(lines * 4000), 16, 0.1) == []


ALL_OF_A_TEXT = {
    "two columns of words": (
        "Red      apple\nYellow   banana\nGreen    pear\n",
        grid("Red|apple", "Yellow|banana", "Green|pear"),
    ),
    "names above words": ("Name   Job\nAnn    Baker\n", grid("Name|Job", "Ann|Baker")),
    "counts and names": ("      7 fig\n     12 plum\n    101 pear\n", grid("7|fig", "12|plum", "101|pear")),
    "sizes and paths": (
        "104     ./src/core\n12      ./src/util\n1204    ./src\n",
        grid("104|./src/core", "12|./src/util", "1204|./src"),
    ),
    "figures with single blanks": ("1 2 3\n4 5 6\n7 8 9\n", grid("1|2|3", "4|5|6", "7|8|9")),
    "two rows of figures": ("1.12  2.34  5\n8.90  7.65  4\n", grid("1.12|2.34|5", "8.90|7.65|4")),
    "figures that a point lines up": (
        "spam       41.9999\neggs      451\n",
        grid("spam|41.9999", "eggs|451"),
    ),
    "days of months": ("Jan   31\nFeb   28\nMar   31\n", grid("Jan|31", "Feb|28", "Mar|31")),
    "names above remarks": (
        "a      b\nx y z  long text of several words\nu v    short\n",
        grid("a|b", "x y z|long text of several words", "u v|short"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), ALL_OF_A_TEXT.values(), ids=ALL_OF_A_TEXT)
def test_what_is_all_of_a_text_needs_less_evidence(text, expected):
    assert rows_of(text) == [expected]


NOT_ALONE = {
    "names in order down the columns": "bin   dev  home  lib\nboot  etc  init  lib64\n",
    "files": "main.c  util.c  a.h\nlexer.c  x.c  b.h\nmore.c  y.c  c.h\n",
    "commands": "make  clean\nmake  all\nexit  1\nfi\n",
    "a Dockerfile": "FROM    debian:12\nRUN     apt-get update\nCOPY    . /app\n",
    "keys and values": "Model        : X1\nMemory       : 16 GB\nDisk         : 512 GB\n",
    "words and their meanings": "chien    dog\nchat     cat\ncheval   horse\n",
    "addresses and names": "10.0.0.1    gate\n10.0.0.12   files\n10.0.0.3    mail web\n",
    "an index": "Apples  12, 15\nBananas  7\nCherries  22\n",
    "cells with gaps inside": " 1  gateway (192.168.1.1)  0.512 ms  0.489 ms  0.467 ms\n 2  10.0.0.1 (10.0.0.1)  8.121 ms  8.103 ms  8.087 ms\n 3  * * *\n 4  core1.isp.net (203.0.113.1)  12.334 ms  12.312 ms  12.297 ms\n",
    "a tree": ".\n├── bin    1 file\n│   └── a  12 kB\n└── lib    2 files\n",
    "credits": "Directed by        Jane Doe\nWritten by         John Roe\nMusic by           Al Fine\n",
    "an agenda": "09:00  Welcome and coffee\n09:30  Keynote by Jane Doe\n11:00  Break\n",
    "prose in columns": "Lorem ipsum      sed do eiusmod\ndolor sit amet   tempor incidid\nconsectetur      unt ut labore\n",
    "numbered lines": "  101  ls\n  102  cd /tmp\n  103  make all\n",
    "telephone numbers": "020 7946 0000\n020 7946 0001\n020 7946 0002\n",
    "quantities": "2 apples\n3 pears\n5 plums\n",
    "settings": "ServerName   example.org\nDocumentRoot /var/www\nListen       80\n",
    "an array": "[[1 2 3]\n [4 5 6]\n [7 8 9]]\n",
    "assembly": "00000000  55                push   %rbp\nstart:\n        mov     eax, 1\n        mov     ebx, 0\n        int     0x80\n",
    "a key with several values": "Holders: 2015, Dan Dine\n         2015, Dora Dow\n         2016, Al Moss\n",
    "a kernel's log": "[    0.000000] Linux version 5\n[    0.004123] x86/fpu: Supporting it\n[    1.234567] usb 1-1: new device\n",
    "headings before their pages": "1    Introduction    1\n2    Methods         7\n2.1  Wells           8\n",
    "keys to press": "Ctrl+S         Save\nCtrl+Shift+S   Save as\nF5             Reload\n",
    "changes of files": "M       core/elm.py\nA       docs/oak.md\n?       tests\n",
    "what commas set off": ".data\n    .byte 1, 2, 3, 4\n    .byte 5, 6, 7, 8\n    .word 9, 10\n",
    "chords": "G          C         D\nOnce I was walking by the sea\nG          Em        D\nAll of the boats were calling me\n",
}


@pytest.mark.parametrize("text", NOT_ALONE.values(), ids=NOT_ALONE)
def test_what_is_all_of_a_text_may_be_a_list_or_code(text):
    assert rows_of(text) == []


def test_a_literal_block_shows_a_table_and_holds_none():
    assert rows_of("Type::\n\n    a   b   c\n    1   2   3\n\nand so on.\n") == []


def test_a_sentence_with_commas_above_rows_announces_a_report_and_no_table():
    said = "walk to example (10.0.0.1), 30 steps at most, 60 bytes each\n"
    text = " 1  gate     0.4  0.5\n 2  tower    8.1  8.4\n 3  bridge   9.1  9.4\n"
    expected = [grid("1|gate|0.4|0.5", "2|tower|8.1|8.4", "3|bridge|9.1|9.4")]
    assert rows_of(said + text) == []
    assert rows_of(f"{said}\n{text}") == rows_of(text) == rows_of(said + text, asked=True) == expected


@pytest.mark.parametrize("heading", ["Contents", "Table of contents:", "List of Figures", "目 录"])
def test_a_table_of_contents_is_none(heading):
    text = "Preface               1\nChapter 1. Morning   12\nChapter 2. Evening   47\n"
    assert len(rows_of(text)) == 1
    assert rows_of(f"{heading}\n\n{text}") == []


COLUMNS = {
    "two blanks between names part columns that one blank parts below": (
        "Login   Idle  Login Time   Room\nann       1d  Mar 22 10:00 12\nbob       2d  Mar 22 09:00 7\n",
        grid("Login|Idle|Login Time|Room", "ann|1d|Mar 22 10:00|12", "bob|2d|Mar 22 09:00|7"),
    ),
    "one blank parts all columns of a printer that leaves one": (
        "states town   Since      Open  Head\nlight  report 2023-03-12 false Anna\n",
        grid("states|town|Since|Open|Head", "light|report|2023-03-12|false|Anna"),
    ),
    "a name's word above no cell belongs to the figure at its right": (
        "            Df Sum Sq F value   Pr(>F)\ngroup        2  3.766   4.846   0.0159\nrest        27 10.492\n",
        grid("|Df|Sum Sq|F value|Pr(>F)", "group|2|3.766|4.846|0.0159", "rest|27|10.492||"),
    ),
    "as many words as names on each line": (
        "major minor  #blocks  name\n   8        0   20971520 sda\n   8        1   19922944 sda1\n",
        grid("major|minor|#blocks|name", "8|0|20971520|sda", "8|1|19922944|sda1"),
    ),
    "names beside their figures": (
        "X   Y   Z\n  959.0    345   22.2\n",
        grid("X|Y|Z", "959.0|345|22.2"),
    ),
    "inner labels of rows": (
        "            qty  price\nkind shop\nnut  Ely     12    0.1\n     Bath     7    0.2\nbolt Ely      3   14.5\n",
        grid("||qty|price", "kind|shop||", "nut|Ely|12|0.1", "|Bath|7|0.2", "bolt|Ely|3|14.5"),
    ),
    "amounts of money": (
        "Item       Price    Share\nbolts  $1,828.18      99%\nnuts      $12.60       1%\n",
        grid("Item|Price|Share", "bolts|$1,828.18|99%", "nuts|$12.60|1%"),
    ),
    "phrases beside blank cells": (
        "Code   Flag    City    Note                 Size\nwind   true    51.9    light stone user     big\n       false   9.5     light system small   small\nrain   true    428.4   Cork water apple     big\nsnow   false   95.2    old tin pot          small\nfog    true    12.1    tin                  big\n",
        grid(
            "Code|Flag|City|Note|Size",
            "wind|true|51.9|light stone user|big",
            "|false|9.5|light system small|small",
            "rain|true|428.4|Cork water apple|big",
            "snow|false|95.2|old tin pot|small",
            "fog|true|12.1|tin|big",
        ),
    ),
    "what stands for none in angle brackets": (
        "NAME     TAG      SIZE\nweb      latest   14MB\n<none>   <none>   1.2GB\n",
        grid("NAME|TAG|SIZE", "web|latest|14MB", "<none>|<none>|1.2GB"),
    ),
    "two figures below two names where no gutter runs through": (
        "Volume         Blocks Capacity iused  On\n/dev/disk1   97649056    34% 1500000  /\ndevfs             382   100%     661  /dev\n",
        grid(
            "Volume|Blocks|Capacity|iused|On", "/dev/disk1|97649056|34%|1500000|/", "devfs|382|100%|661|/dev"
        ),
    ),
    "times of which some begin with a zero": (
        "SALES       NAME TOTAL\n16:46:31 227.192 Bob\n21:53:08  50.568 tin\n00:40:16 971.919 stone\n02:25:57 498.942 light\n",
        grid(
            "SALES|NAME|TOTAL",
            "16:46:31|227.192|Bob",
            "21:53:08|50.568|tin",
            "00:40:16|971.919|stone",
            "02:25:57|498.942|light",
        ),
    ),
    "digits that commas group, behind a word": (
        "county  rank        size  use\nroad    96,360,031  4.0K  tin\nlight   12,460,920  808K  green\nlight   74,973,569  4.0K  zinc\n",
        grid(
            "county|rank|size|use",
            "road|96,360,031|4.0K|tin",
            "light|12,460,920|808K|green",
            "light|74,973,569|4.0K|zinc",
        ),
    ),
    "years above figures, and a label on two lines": (
        "                  2020      2019\nTrade and other\n  claims         1,240     1,110\nCash               310       290\n",
        grid("|2020|2019", "Trade and other||", "claims|1,240|1,110", "Cash|310|290"),
    ),
    "figures on one line behind a name that ends in a colon": (
        "cpu-all:   %user   %nice   %idle\n            1.20    0.00   98.80\n",
        grid("cpu-all:|%user|%nice|%idle", "|1.20|0.00|98.80"),
    ),
    "branches below names": (
        "NAME   MAJ:MIN  SIZE TYPE\nsda      8:0     20G disk\n├─sda1   8:1      1G part\n└─sda2   8:2     19G part\n",
        grid("NAME|MAJ:MIN|SIZE|TYPE", "sda|8:0|20G|disk", "├─sda1|8:1|1G|part", "└─sda2|8:2|19G|part"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), COLUMNS.values(), ids=COLUMNS)
def test_columns_are_found_where_one_blank_parts_them(text, expected):
    assert rows_of(text) == rows_of(text, asked=True) == [expected]


@pytest.mark.parametrize("torn", ["y iused", "% 1500000"])
def test_a_strange_blank_parts_no_column(torn):
    """``str.split`` parts at it, tools do not pad with it."""
    text = COLUMNS["two figures below two names where no gutter runs through"][0]
    strange = [c for c in map(chr, range(sys.maxunicode)) if c.isspace() and c not in "\r\n \t\xa0\u3000"]
    assert len(strange) > 20
    for c in strange:
        (rows,) = rows_of(text.replace(torn, torn.replace(" ", c)))
        assert {len(row) for row in rows} == {4}


def test_names_of_groups_are_merged_cells():
    text = "                  2023              2022\n             Sales    Gain     Sales    Gain\nNorth          120      12       110      10\nSouth          340      41       300      35\n"
    (matrix,) = read(text)
    assert matrix.header_rows == 2
    assert matrix.owner[0].tolist() == [0, 1, 1, 2, 2]
    assert matrix.rows(text)[:2] == [
        ["", "2023", "2023", "2022", "2022"],
        ["", "Sales", "Gain", "Sales", "Gain"],
    ]


def test_a_title_is_no_name_of_groups():
    text = "Routing of the town\nGoal          Gate          Flags  Hops\n0.0.0.0       192.168.1.1   UG        0\n192.168.1.0   0.0.0.0       U         0\n"
    assert rows_of(text)[0][0] == ["Goal", "Gate", "Flags", "Hops"]


def test_names_in_capitals_over_ever_other_words_are_one_column():
    text = "ID    TITLE             CREATED AT\n#14   Mend the parser   about 2 hours ago\n#13   Add tests         about 1 day ago\n"
    assert rows_of(text) == [
        grid("ID|TITLE|CREATED AT", "#14|Mend the parser|about 2 hours ago", "#13|Add tests|about 1 day ago")
    ]


def test_a_label_may_be_a_word_that_languages_reserve():
    text = "              mean    sum\n\n     class 0   0.50   1.00\n     class 1   0.00   0.00\n     class 2   1.00   0.67\n\n   macro avg   0.50   0.56\n"
    assert rows_of(text) == [
        grid(
            "|mean|sum", "class 0|0.50|1.00", "class 1|0.00|0.00", "class 2|1.00|0.67", "macro avg|0.50|0.56"
        )
    ]


def test_a_date_and_a_text_below_capitals_keep_all_rows():
    text = "SINCE        PLACE\n2011-06-14   old mill\n2022-05-28   new town\n2010-05-04   east end\n"
    assert rows_of(text) == [
        grid("SINCE|PLACE", "2011-06-14|old mill", "2022-05-28|new town", "2010-05-04|east end")
    ]


def test_figures_that_outgrow_their_columns_stand_below_as_many_names():
    text = " r  b   swpd   free   buff  cache\n 5  0      0 22587204 215656 1536424\n 1  0      0 22587204 215656 1536424\n"
    assert rows_of(text) == [
        grid("r|b|swpd|free|buff|cache", "5|0|0|22587204|215656|1536424", "1|0|0|22587204|215656|1536424")
    ]


def test_keys_above_a_table_are_none_of_it():
    assert (
        rows_of(
            "%Cpu(s):  0.0 us,  0.5 sy\nMem :    241.6 total  21.1 free\nSwap:      0.0 total   0.0 free\n"
        )
        == []
    )


def test_names_underlined_one_by_one_name_the_columns_if_an_aligned_table_is_asked_for():
    text = "no          tree\n----------- ----------\n         12 red elm\n          7 oak\n\n(2 rows affected)\n"
    assert rows_of(text, asked=True) == [grid("no|tree", "12|red elm", "7|oak")]


@pytest.mark.parametrize("asked", [False, True])
def test_a_rule_above_the_last_line_sets_off_a_sum(asked):
    text = "tree       no   price\nelm        12    0.10\noak         7   14.50\n         ----  ------\nall        19   14.60\n"
    assert rows_of(text, asked=asked) == [grid("tree|no|price", "elm|12|0.10", "oak|7|14.50", "all|19|14.60")]


def test_a_unit_in_brackets_belongs_to_the_name_before_it():
    text = "way     mean [ms]    least [ms]   ratio\nby air  12.3 ± 0.4   11.9         1.00\nby sea  45.6 ± 1.2   44.0         3.71\n"
    assert rows_of(text) == [
        grid("way|mean [ms]|least [ms]|ratio", "by air|12.3 ± 0.4|11.9|1.00", "by sea|45.6 ± 1.2|44.0|3.71")
    ]


LISTED = {
    "names in order across": "ash      birch    cedar\nelm      fir      hazel\nlarch    maple    oak\n",
    "checksums": "d41d8cd98f00b204e9800998ecf8427e  a.txt\n0cc175b9c0f1b6a831c399e269772661  b.txt\n92eb5ffee6ae2fec3ad71c777531578f  c.txt\n",
    "a log": "I0501 10:00:00.000000       1 main.go:12] Up\nW0501 10:00:01.000000       1 main.go:20] Low\nE0501 10:00:02.000000       1 main.go:31] Down\n",
}


@pytest.mark.parametrize("text", LISTED.values(), ids=LISTED)
def test_names_of_files_and_logs_are_no_tables(text):
    assert rows_of(text) == []


def test_marks_stand_beside_figures_that_are_too_small_to_print():
    text = "            Estimate  t value Pr(>|t|)    \nelm          37.2851   19.858  < 2e-16 ***\noak          -5.3445   -9.559 1.29e-10 ***\nash           0.1445    1.559  0.00147 ** \n"
    assert rows_of(text) == [
        [
            ["", "Estimate", "t value", "Pr(>|t|)", ""],
            ["elm", "37.2851", "19.858", "< 2e-16", "***"],
            ["oak", "-5.3445", "-9.559", "1.29e-10", "***"],
            ["ash", "0.1445", "1.559", "0.00147", "**"],
        ]
    ]


def test_a_single_star_stands_beside_its_figure():
    text = "            Df Sum Sq F value Pr(>F)  \ngroup        2  3.766   4.846 0.0159 *\nresiduals   27 10.492                 \n"
    assert rows_of(text) == [
        [
            ["", "Df", "Sum Sq", "F value", "Pr(>F)", ""],
            ["group", "2", "3.766", "4.846", "0.0159", "*"],
            ["residuals", "27", "10.492", "", "", ""],
        ]
    ]


def test_two_names_in_capitals_stand_over_two_rows():
    text = "SITE      TREE NAME\nlocal     red_elm\nlocal     old_oak\n"
    assert rows_of(text) == [grid("SITE|TREE NAME", "local|red_elm", "local|old_oak")]


BY_NAME = {
    "cells as long as their columns": (
        "NAME     LINE         TIME             NOTE\nann      tty2         2019-03-27 19:10 (tty2)\nbob      pts/1        2019-03-28 04:22 (:0)\n",
        [
            "NAME|LINE|TIME|NOTE",
            "ann|tty2|2019-03-27 19:10|(tty2)",
            "bob|pts/1|2019-03-28 04:22|(:0)",
        ],
    ),
    "single blanks and cells left out": (
        "NAME   FSTYPE LABEL UUID                   MOUNT\nsda\nsda1   vfat   EFI   7A3C-11B2              /boot\nsda2   ext4         0ab1f2c3-aaaa-4bbb-8cc /\n",
        [
            "NAME|FSTYPE|LABEL|UUID|MOUNT",
            "sda||||",
            "sda1|vfat|EFI|7A3C-11B2|/boot",
            "sda2|ext4||0ab1f2c3-aaaa-4bbb-8cc|/",
        ],
    ),
    "figures left of the first name": (
        "  SIZE  DAY         TOWN\n338.58  2022-03-27  Ely\n324.68  2023-03-11  Bath\n",
        ["SIZE|DAY|TOWN", "338.58|2022-03-27|Ely", "324.68|2023-03-11|Bath"],
    ),
    "a name without cells before one that has some": (
        "  Vol  Group  Size    Pool Origin Used%\n  a    one    17.00g\n  b    one     2.00g\n  c    one     1.00g       root   12.30\n",
        [
            "Vol|Group|Size|Pool|Origin|Used%",
            "a|one|17.00g|||",
            "b|one|2.00g|||",
            "c|one|1.00g||root|12.30",
        ],
    ),
}


@pytest.mark.parametrize(("text", "lines"), BY_NAME.values(), ids=BY_NAME)
def test_cells_that_begin_below_names_show_their_columns(text, lines):
    assert rows_of(text) == [grid(*lines)]


def test_the_half_of_the_day_belongs_to_its_time():
    text = "12:00:01 AM     CPU     %user     %idle\n12:10:01 AM     all      1.02     98.54\n12:20:01 PM     all      0.99     98.60\n"
    assert rows_of(text) == [
        grid("12:00:01 AM|CPU|%user|%idle", "12:10:01 AM|all|1.02|98.54", "12:20:01 PM|all|0.99|98.60")
    ]


def test_numbered_rows_stand_below_names():
    text = "  name           city\n1  Ann          Paris\n2  Bob       New York\n3  Lee Salt Lake City\n"
    assert rows_of(text) == [grid("|name|city", "1|Ann|Paris", "2|Bob|New York", "3|Lee|Salt Lake City")]


def test_rows_with_words_for_numbers_go_on_below_an_empty_line():
    text = "          exact    found   count\n\n       0   0.50     1.00       1\n       1   0.67     0.80       3\n\n    mean   0.56     0.49       4\nweighted   0.67     0.61       4\n"
    assert rows_of(text) == [
        grid(
            "|exact|found|count", "0|0.50|1.00|1", "1|0.67|0.80|3", "mean|0.56|0.49|4", "weighted|0.67|0.61|4"
        )
    ]


def test_calls_beside_many_figures_are_a_profile():
    text = "   ncalls  tottime  percall  cumtime  percall place(function)\n        1    0.000    0.000    0.057    0.057 {built-in method exec}\n      4/1    0.002    0.001    0.050    0.050 a.py:12(run)\n"
    (table,) = rows_of(text)
    assert [row[-1] for row in table] == ["place(function)", "{built-in method exec}", "a.py:12(run)"]


def test_two_underlined_names_with_all_cells_filled_name_columns():
    text = " Name        Path\n-------------------------\n disk1.img   /var/disk1.img\n disk2.img   /var/disk2.img\n"
    assert rows_of(text) == [grid("Name|Path", "disk1.img|/var/disk1.img", "disk2.img|/var/disk2.img")]
    assert rows_of(text.replace("disk1.img   /var", "disk1.img")) == []


HAPPENED = {
    "a programme": "10:00   Opening\n10:30   Talk by Ann Lee\n12:00   Lunch\n",
    "a talk": "10:02  ann    are you there?\n10:03  bob    yes, just a second\n10:05  ann    no hurry\n",
    "a log by day and time": "03-17 16:13:38.811  1702  2395 D Pumps: open\n03-17 16:13:38.819  1702  8671 D Wells: shut\n03-17 16:13:38.820  1702  8671 D Wells: dry\n",
    "an expression": "(setq a 1\n      b 22\n      c 333)\n",
}


@pytest.mark.parametrize("text", HAPPENED.values(), ids=HAPPENED)
def test_what_happens_when_is_no_table(text):
    assert rows_of(text) == []


def test_figures_by_the_time_of_day_are_a_table():
    assert rows_of("10:00   12.5   7\n10:30   13.0   8\n11:00   13.5   9\n") == [
        grid("10:00|12.5|7", "10:30|13.0|8", "11:00|13.5|9")
    ]


def test_counts_before_names_of_files_are_a_listing_unless_they_have_names():
    text = "  10   20  100 a.txt\n   3    9   71 b/c.txt\n  13   29  171 total\n"
    assert rows_of(text) == []
    assert rows_of("   L    W    C NAME\n" + text) != []


def test_values_of_unlike_kinds_are_those_of_keys():
    assert rows_of("db.url      jdbc:h2:mem\ndb.user     sa\ndb.pool     10\n") == []
    assert rows_of("Item    Value\nrope    long\npail    12\npump    old\n") == [
        grid("Item|Value", "rope|long", "pail|12", "pump|old")
    ]


TOUCHED = """\
COST     OWNER         SIZE
light    Ely        808,127
motor    New York     4,300
zinc     Cork            52
"""


@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize("above", ["", "Wells:\n", "$ wells --list\n", "Wells of the towns\nin 2020\n"])
@pytest.mark.parametrize(
    "below", ["", "Source: own count of the water board.\n", "Listed in 0.12 seconds.\n"]
)
def test_phrases_that_touch_a_table_are_none_of_its_rows(above, below, asked):
    assert rows_of(above + TOUCHED + below, asked=asked) == rows_of(TOUCHED) != []


def test_names_one_blank_apart_are_no_phrase_above_a_table():
    text = "Name Age City\nAnn  31  Ely\nBob  45  Bath\nZoe  52  Cork\n"
    rows = grid("Name|Age|City", "Ann|31|Ely", "Bob|45|Bath", "Zoe|52|Cork")
    assert rows_of(text) == rows_of(text, asked=True) == [rows]


def test_a_list_below_a_table_that_was_asked_for_is_none():
    assert rows_of(f"{TOUCHED}\n- a list\n- of things\n", asked=True) == rows_of(TOUCHED)


@pytest.mark.parametrize("asked", [False, True])
def test_a_comma_joins_what_it_stands_between(asked):
    text = "      Count        Status    Year\nFeb 1, 2012       Ely, UK  62,112\nJan 9, 2021  New York, US  81,305\n"
    expected = grid("Count|Status|Year", "Feb 1, 2012|Ely, UK|62,112", "Jan 9, 2021|New York, US|81,305")
    assert rows_of(text, asked=asked) == [expected]


def test_the_same_count_before_several_names_is_no_command():
    text = "     26  Ely\n      7  water\n     26  closed\n 421987  river\n"
    assert rows_of(text) == [grid("26|Ely", "7|water", "26|closed", "421987|river")]


def test_figures_in_brackets_below_names_are_no_list():
    text = "QTY     KIND     CODE\n(686)   copper   x1\n(999)   Anna     y\n(844)   value    z33\n"
    assert rows_of(text) == [grid("QTY|KIND|CODE", "(686)|copper|x1", "(999)|Anna|y", "(844)|value|z33")]
