#!/usr/bin/env bash
# Runs the local server through schemathesis, a schema-driven API tester, against openapi.json: with an admin key, with a
# viewer key, and without a key. Needs python3 with venv, pip and the network; no part of cargo test. The tester lives in a
# folder of its own outside the repository. See docs/contract-testing.md.
#
#   tests/contract/run-schemathesis.sh [EXAMPLES-PER-OPERATION] [SEED]
set -euo pipefail
cd "$(dirname "$0")/../.."
examples="${1:-300}"
seed="${2:-1}"
tester="${XDG_CACHE_HOME:-$HOME/.cache}/andibox-schemathesis"
contract="$PWD/tests/contract"
export CONTRACT_HOOKS="$contract/schemathesis_hooks.py"

[ -x "$tester/bin/schemathesis" ] || python3 -m venv "$tester"
"$tester/bin/pip" install --quiet schemathesis==4.32.5
cargo build --locked
server="$(realpath "${CARGO_TARGET_DIR:-target}")/debug/andibox"

# The tester leaves its notes where it is started.
work="$(mktemp -d)"
cd "$work"
pid=
trap 'if [ -n "$pid" ]; then kill "$pid" 2>/dev/null || true; wait "$pid" || true; fi; rm -rf "$work"' EXIT

# start: a fresh server with the demo workspace; sets $base (without the API's path) and $admin.
start() {
  if [ -n "$pid" ]; then
    kill "$pid"
    wait "$pid" || true
    rm -rf "$work/server"
  fi
  : >"$work/out"
  "$server" serve --listen 127.0.0.1:0 --data "$work/server" --demo >"$work/out" 2>>"$work/log" &
  pid=$!
  for _ in $(seq 100); do
    [ "$(wc -l <"$work/out")" -ge 2 ] && break
    sleep 0.1
  done
  base="$(sed -n 's|^listening on \(.*\)/api/v1$|\1|p' "$work/out")"
  admin="$(cat "$work/server/admin.key")"
}

# viewer_key: a key that only reads, by way of the agent login.
viewer_key() {
  python3 - "$base/api/v1/agent/auth" "$admin" <<'PYTHON'
import json, sys, urllib.request
base, admin = sys.argv[1:]
def post(path, body):
    headers = {"content-type": "application/json", "x-api-key": admin}
    request = urllib.request.Request(base + path, json.dumps(body).encode(), headers, method="POST")
    return json.load(urllib.request.urlopen(request))
login = post("/requests", {"agentName": "tester", "role": "viewer"})
post(f"/requests/{login['userCode']}/approve", {})
print(post("/exchange", {"deviceCode": login["deviceCode"]})["apiKey"]["key"])
PYTHON
}

failed=0
run() {
  echo "== $1"
  shift
  "$tester/bin/schemathesis" --config-file "$contract/schemathesis.toml" run "$contract/openapi.json" \
    --url "$base" --max-examples "$examples" --seed "$seed" --continue-on-failure --request-timeout 10 "$@" || failed=1
}

start
run "admin key, every check" --header "x-api-key: $admin" --checks all
start
run "viewer key" --header "x-api-key: $(viewer_key)" --checks all --exclude-checks positive_data_acceptance
start
run "no key" --checks all --exclude-checks positive_data_acceptance

if grep -qi "panic\|failed inside" "$work/log"; then
  echo "== the server's log"
  cat "$work/log"
  failed=1
fi
exit "$failed"
