"""Keeps generated requests clear of two answers that depend on what the server holds, and that no schema can state.

An Idempotency-Key may come again only with the same body, and a parent must be a message that exists: the generator knows
neither. tests/server/idempotency.rs and messages.rs test both.
"""

import re
import uuid

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    headers = case.headers
    if headers and re.fullmatch(r"[!-~]{1,255}", str(headers.get("Idempotency-Key", ""))):
        headers["Idempotency-Key"] = str(uuid.uuid4())
    if isinstance(case.body, dict) and isinstance(case.body.get("parentMessageId"), str):
        case.body["parentMessageId"] = None
