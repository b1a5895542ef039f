"""Sends the requests of tls.connect by the script that `linchpin emit wget` has written."""

import os
import re
import socket
import subprocess
import threading

from protocol import serve

SCRIPT = os.path.join(os.environ["LINCHPIN_EMITTED"], "pinned-wget")


def connect(question):
    """wget cannot be told an address: it sees a proxy that tunnels there. Handshake, pins and host name are the same."""
    url = f"https://{question['host']}:{question['port']}{question['request']['path']}"
    options = ["-nv", "-S", "-O", "-", "--tries=1", "--timeout=60", f"--ca-certificate={question['caFile']}"]
    with socket.create_server(("127.0.0.1", 0)) as entrance:
        tunnel = threading.Thread(target=tunnel_to, args=(entrance, (question["address"], question["port"])))
        tunnel.start()
        environment = {**os.environ, "https_proxy": f"http://127.0.0.1:{entrance.getsockname()[1]}"}
        ended = subprocess.run(["sh", SCRIPT, url, *options], env=environment, capture_output=True, text=True)
        entrance.shutdown(socket.SHUT_RDWR)
        tunnel.join()
    status = re.findall(r"^  HTTP/1\.1 (\d+)", ended.stderr, re.MULTILINE)
    if ended.returncode == 0:
        return {"outcome": "accept", "status": int(status[-1]), "body": ended.stdout}
    if "does not match pinned public key" in ended.stderr:
        return {"outcome": "refuse", "stage": "pins", "reason": ended.stderr}
    if ended.returncode == 5 and "certificate" in ended.stderr:
        return {"outcome": "refuse", "stage": "platform", "reason": ended.stderr}
    return {"error": f"{ended.returncode}: {ended.stderr}"}


def tunnel_to(entrance, server):
    """Answers CONNECT, and carries bytes both ways until either end closes; one connection at a time."""
    while True:
        try:
            client, _ = entrance.accept()
        except OSError:
            return
        with client, socket.create_connection(server) as peer:
            request = b""
            while not request.endswith(b"\r\n\r\n"):
                request += client.recv(1)
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=carry, args=(peer, client))
            back.start()
            carry(client, peer)
            back.join()


def carry(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def version():
    return subprocess.run(["wget", "--version"], capture_output=True, text=True).stdout.split(" ")[2]


serve("wget", version(), connect)
