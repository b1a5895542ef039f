"""Answers tls.connect by the script that `linchpin emit openssl-command` has written, as `check-pins && curl` does: the
script compares pins on a connection of its own, and what it accepts is asked by Python."""

import http.client
import os
import socket
import ssl
import subprocess

from protocol import serve

SCRIPT = os.path.join(os.environ["LINCHPIN_EMITTED"], "check-pins")
PINNED, NOT_PINNED = 0, 1


def connect(question):
    address, port = question["address"], question["port"]
    place = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    options = ["--connect", place, "--cafile", question["caFile"]]
    ended = subprocess.run(["sh", SCRIPT, question["host"], *options], capture_output=True, text=True)
    if ended.returncode == PINNED:
        return ask(question)
    if ended.returncode == NOT_PINNED:
        return {"outcome": "refuse", "stage": "pins", "reason": ended.stdout}
    if "OpenSSL does not accept" in ended.stderr:
        return {"outcome": "refuse", "stage": "platform", "reason": ended.stderr}
    return {"error": f"{ended.returncode}: {ended.stderr}"}


def ask(question):
    trust = ssl.create_default_context(cafile=question["caFile"])
    connection = http.client.HTTPSConnection(question["host"], question["port"], timeout=60, context=trust)
    with socket.create_connection((question["address"], question["port"])) as plain:
        connection.sock = trust.wrap_socket(plain, server_hostname=question["host"])
        with connection.sock:
            connection.request(question["request"]["method"], question["request"]["path"])
            response = connection.getresponse()
            return {"outcome": "accept", "status": response.status, "body": response.read().decode()}


def version():
    return subprocess.run(["openssl", "version"], capture_output=True, text=True).stdout.split(" ")[1]


serve("openssl-command", version(), connect)
