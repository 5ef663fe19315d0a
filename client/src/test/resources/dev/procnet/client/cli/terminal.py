"""Runs a program on a terminal of its own: terminal.py COLUMNS ROWS PROGRAM [ARGUMENT...], steps on standard input.

A step a line: "expect TEXT" waits until the screen shows it, "gone TEXT" until it does not, "send KEYS" types (with
Python's escapes), "resize COLUMNS ROWS" changes the size, "signal NUMBER" sends one, "show" prints the screen.
"marked TEXT" waits until exactly these words are in reverse video.
Ends with "exit CODE", and "modes changed" where the program left the terminal in another mode than it found it in.
"""
import codecs, fcntl, os, pty, re, select, struct, sys, termios, time
import pyte

LIMIT = 60
columns, rows = int(sys.argv[1]), int(sys.argv[2])


def size(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


master, slave = pty.openpty()
size(slave, columns, rows)
before = termios.tcgetattr(slave)
pid = os.fork()
if pid == 0:
    os.close(master)
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for fd in 0, 1, 2:
        os.dup2(slave, fd)
    os.execvp(sys.argv[3], sys.argv[3:])

# Questions about modes, which this emulator would print the end of.
QUESTION = re.compile(rb"\x1b\[\?\d+\$p")

screen = pyte.Screen(columns, rows)
screen.write_process_input = lambda answer: os.write(master, answer.encode())
stream = pyte.ByteStream(screen)


def text():
    return "\n".join(line.rstrip() for line in screen.display).rstrip()


def marked():
    """What stands in reverse video, by words."""
    lines = []
    for y in range(rows):
        cells = [screen.buffer[y][x] for x in range(columns)]
        lines.append("".join(cell.data if cell.reverse else " " for cell in cells))
    return " ".join("\n".join(lines).split())


def pump(seconds):
    ready, _, _ = select.select([master], [], [], seconds)
    if ready:
        try:
            stream.feed(QUESTION.sub(b"", os.read(master, 65536)))
        except OSError:
            time.sleep(0.05)


def wait(condition, what):
    end = time.time() + LIMIT
    while not condition():
        if time.time() > end:
            print("never: " + what + "\n" + text())
            os.kill(pid, 9)
            sys.exit(1)
        pump(0.1)


for step in sys.stdin.read().splitlines():
    word, _, rest = step.partition(" ")
    if word == "expect":
        wait(lambda: rest in text(), step)
    elif word == "gone":
        wait(lambda: rest not in text(), step)
    elif word == "marked":
        wait(lambda: rest == marked(), step)
    elif word == "send":
        os.write(master, codecs.decode(rest, "unicode_escape").encode())
    elif word == "resize":
        columns, rows = map(int, rest.split())
        screen.resize(rows, columns)
        size(slave, columns, rows)
    elif word == "signal":
        os.kill(pid, int(rest))
    elif word == "show":
        print(text())

status = [None]


def ended():
    done, code = os.waitpid(pid, os.WNOHANG)
    if done:
        status[0] = os.waitstatus_to_exitcode(code)
    return done


wait(ended, "the program's end")
while select.select([master], [], [], 0)[0]:
    pump(0)
print(text())
if termios.tcgetattr(slave) != before:
    print("modes changed")
print("exit", status[0])
