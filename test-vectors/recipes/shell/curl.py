"""Sends the requests of tls.connect by the script that `linchpin emit curl` has written."""

import os
import subprocess

from protocol import serve

SCRIPT = os.path.join(os.environ["LINCHPIN_EMITTED"], "pinned-curl")
STAGES = {51: "platform", 60: "platform", 90: "pins"}


def connect(question):
    host, port, address = question["host"], question["port"], question["address"]
    options = [
        *("-sS", "--http1.1", "--max-time", "60", "--cacert", question["caFile"], "--write-out", "\n%{http_code}"),
        *("--connect-to", f"::{bracketed(address)}:{port}"),
    ]
    url = f"https://{bracketed(host)}:{port}{question['request']['path']}"
    ended = subprocess.run(["sh", SCRIPT, url, *options], capture_output=True, text=True)
    if ended.returncode == 0:
        body, status = ended.stdout.rsplit("\n", 1)
        return {"outcome": "accept", "status": int(status), "body": body}
    if ended.returncode in STAGES:
        return {"outcome": "refuse", "stage": STAGES[ended.returncode], "reason": ended.stderr}
    return {"error": f"{ended.returncode}: {ended.stderr}"}


def bracketed(host):
    return f"[{host}]" if ":" in host else host


def version():
    return subprocess.run(["curl", "--version"], capture_output=True, text=True).stdout.split(" ")[1]


serve("curl", version(), connect)
