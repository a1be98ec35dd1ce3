"""Creates one connection through each fault with the official Databricks SDK for Python, and counts what is there then.

Needs `databricks-sdk` and an emulator whose control endpoint is on:
    npm run emulator
    python3 e2e/campaign/official_sdk.py http://localhost:4400
"""

import json
import sys
import urllib.request

from databricks.sdk import AccountClient
from databricks.sdk.core import Config

EMULATOR = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:4400"
NAME = "made by the SDK"
CREATE = {"method": "POST", "path": "*/custom-app-integrations"}

FAULTS = [
    ("reset before the commit", {"kind": "reset", "phase": "before_commit", "times": 1}),
    ("reset after the commit", {"kind": "reset", "phase": "after_commit", "times": 1}),
    ("reset after the headers", {"kind": "reset", "phase": "after_headers", "times": 1}),
    ("503 before the commit", {"kind": "error", "status": 503, "phase": "before_commit", "times": 1}),
    ("503 after the commit", {"kind": "error", "status": 503, "phase": "after_commit", "times": 1}),
    ("503 after the commit, twice", {"kind": "error", "status": 503, "phase": "after_commit", "times": 2}),
    (
        "429 with Retry-After after the commit, twice",
        {"kind": "error", "status": 429, "phase": "after_commit", "retry_after": "1", "times": 2},
    ),
    ("500 after the commit", {"kind": "error", "status": 500, "phase": "after_commit", "times": 1}),
    ("504 after the commit", {"kind": "error", "status": 504, "phase": "after_commit", "times": 1}),
    ("cut before the secret", {"kind": "cut", "at_byte": 60, "how": "reset", "times": 1}),
]


def control(action: str, **details: object):
    request = urllib.request.Request(
        f"{EMULATOR}/emulator/control",
        json.dumps({"action": action, **details}).encode(),
        {"content-type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def play(says: str, fault: dict) -> str:
    (account,) = control("create_accounts", count=1, name_prefix="SDK")
    account_id, principal = account["account_id"], account["service_principal"]
    client = AccountClient(
        config=Config(
            host=EMULATOR,
            account_id=account_id,
            client_id=principal["application_id"],
            client_secret=principal["client_secret"],
            retry_timeout_seconds=30,
        )
    )
    list(client.custom_app_integration.list())
    control("set_faults", account_id=account_id, faults=[{**fault, **CREATE}])
    try:
        created = client.custom_app_integration.create(
            name=NAME, redirect_urls=["https://app.example.com/cb"], confidential=True
        )
        told, known = "a secret", int(bool(created.client_secret))
    except Exception as error:
        told, known = type(error).__name__, 0
    control("clear_faults", account_id=account_id)
    live = sum(app.name == NAME for app in client.custom_app_integration.list())
    return f"{says}: told {told}, {live} connections, {live - known} secrets nobody knows"


for each in FAULTS:
    print(play(*each), flush=True)
