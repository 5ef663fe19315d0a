#!/usr/bin/env python3
"""Runs node_exporter in a network namespace of its own, with interfaces, routes and sockets.

namespace.py PROGRAM [FLAG...]

Needs root. Prints port=N, on the loopback outside of the namespace: the exporter is handed a socket that was opened
before, so that neither it nor those who scrape it are seen in what it tells. Its process is this one.
"""

import os
import socket
import subprocess
import sys
import time

# No router is asked for and no address is probed for, so that counters rest soon.
SETUP = """
mount -t sysfs none /sys
for name in accept_dad router_solicitations; do
  echo 0 >/proc/sys/net/ipv6/conf/default/$name
done
ip link set lo up
ip link add eth0 type veth peer name eth1
ip link set eth0 up
ip link set eth1 up
ip link add down0 type veth peer name down1
ip link set down0 mtu 1400
ip addr add 10.16.0.1/24 dev eth0
ip addr add 10.17.0.1/24 dev eth1
ip route add 10.18.0.0/16 via 10.16.0.2
ip route add 10.19.0.0/16 dev eth1
ip -6 route add 2001:db8:1::/48 dev eth0
ip neigh add 10.16.0.2 lladdr 02:00:00:00:10:02 dev eth0
"""

SELF = os.path.abspath(__file__)


def run(arguments):
    """In the namespace: sets it up, and becomes the exporter."""
    subprocess.run(["sh", "-e", "-c", SETUP], check=True)
    ready, told = os.pipe()
    subprocess.Popen([sys.executable, SELF, "sockets", str(os.getpid()), str(told)], pass_fds=[told])
    os.close(told)
    os.read(ready, 1)
    os.execv(arguments[0], arguments)


def open_sockets(parent, told):
    """Sockets of several states, some with bytes that nobody reads, for as long as the exporter is there."""
    listener = socket.create_server(("127.0.0.1", 7001), backlog=5)
    listener6 = socket.create_server(("::1", 7001), family=socket.AF_INET6)
    clients = [socket.create_connection(listener.getsockname()) for _ in range(3)]
    accepted = [listener.accept()[0] for _ in range(2)]
    clients[0].sendall(b"x" * 100)
    clients[1].close()
    clients.append(socket.create_connection(listener6.getsockname()[:2]))
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("127.0.0.1", 7002))
    receiver.sendto(b"x" * 100, receiver.getsockname())
    os.write(told, b"x")
    while os.getppid() == parent and accepted:
        time.sleep(0.2)


def main(arguments):
    if arguments[0] == "sockets":
        open_sockets(int(arguments[1]), int(arguments[2]))
    elif arguments[0] == "inside":
        run(arguments[1:])
    else:
        listener = socket.create_server(("127.0.0.1", 0))
        print(f"port={listener.getsockname()[1]}", flush=True)
        # As systemd hands sockets over: file descriptor 3.
        os.dup2(listener.fileno(), 3)
        os.set_inheritable(3, True)
        os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
        command = ["unshare", "-n", "-m", sys.executable, SELF, "inside", *arguments, "--web.systemd-socket"]
        os.execvp("unshare", command)


if __name__ == "__main__":
    main(sys.argv[1:])
