"""A test in Python, with its standard library alone: one procnetd, and a stack of its own for each test.

Needs procnetd and procnet in the PATH: python3 -m unittest web_server_test.py
"""

import os
import pathlib
import subprocess
import tempfile
import time
import unittest
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent


class Procnetd:
    """A server as a process of its own, on free ports."""

    def __init__(self):
        self.directory = tempfile.TemporaryDirectory()
        ports = pathlib.Path(self.directory.name, "ports")
        self.process = subprocess.Popen(
            ["procnetd", "--listen", "127.0.0.1:0", "--web-listen", "127.0.0.1:0", "--port-file", ports],
            stderr=subprocess.DEVNULL,
        )
        while not ports.exists():  # It is there once the server serves.
            if self.process.poll() is not None:
                raise RuntimeError(f"procnetd ended with {self.process.returncode}")
            time.sleep(0.02)
        addresses = dict(line.split("=", 1) for line in ports.read_text().splitlines())
        self.grpc, self.web = addresses["grpc"], addresses["web"]

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.directory.cleanup()


class WebServerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Procnetd()
        cls.addClassCleanup(cls.server.close)
        cls.procnet("seed", "scenario", "run", HERE / "web-server.yaml")

    @classmethod
    def procnet(cls, stack, *arguments):
        environment = dict(os.environ, PROCNET_SERVER=cls.server.grpc, PROCNET_STACK=stack)
        done = subprocess.run(["procnet", *arguments], env=environment, check=True, capture_output=True, text=True)
        return done.stdout

    def setUp(self):
        """A fork takes microseconds, whatever the seed holds."""
        self.stack = self._testMethodName.replace("_", "-")
        self.procnet("seed", "stacks", "create", self.stack, "--fork", "seed", "--ttl", "10m")

    def file(self, name):
        """The bytes that the kernel's own file would have, by HTTP."""
        url = f"http://{self.server.web}/stacks/{self.stack}/net/{name}"
        with urllib.request.urlopen(url) as answer:
            return answer.read().decode()

    def test_listener_is_shown(self):
        self.assertIn("00000000:1F90 00000000:0000 0A", self.file("tcp"))

    def test_closed_connection_is_gone_after_a_minute(self):
        self.assertEqual(2, len(self.file("tcp").splitlines()))

    def test_change_is_not_seen_by_other_tests(self):
        self.procnet(self.stack, "open", "tcp", ":9090")
        self.assertIn(":2382 00000000:0000 0A", self.file("tcp"))


if __name__ == "__main__":
    unittest.main()
