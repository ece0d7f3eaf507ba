"""Time stamps of anchors, by an authority that OpenSSL plays: taken, checked, and every false one told."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.attack.conftest import Ask

pytest.importorskip("sqlalchemy", reason="component missing: tidewaiter[record]")
pytest.importorskip("rfc3161_client", reason="component missing: tidewaiter[stamp]")
if shutil.which("openssl") is None:
    pytest.skip("component missing: openssl", allow_module_level=True)


CONFIG = """
[ req ]
distinguished_name = name
[ name ]
[ ca ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[ tsa ]
extendedKeyUsage = critical, timeStamping
[ stamps ]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


def openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True, timeout=60)


def make_authority(folder: Path) -> Path:
    """An authority of time stamps: a certificate, and the one that signed it."""
    folder.mkdir()
    (folder / "c.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01")
    for key, issuer in (("ca", ()), ("tsa", ("-CA", "ca.pem", "-CAkey", "ca.key"))):
        openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{key}.key", "-out", f"{key}.pem",
                "-days", "30", "-subj", f"/CN={key}", "-config", "c.cnf", "-extensions", key, *issuer)  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_authority(tmp_path_factory.mktemp("tsa") / "a")


@pytest.fixture(scope="module")
def address(authority: Path) -> Iterator[str]:
    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query, reply = authority / "query", authority / "reply"
            query.write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            openssl(authority, "ts", "-reply", "-config", "c.cnf", "-section", "stamps", "-queryfile", "query", "-out", "reply")  # fmt: skip
            answer = {"/broken": b"no stamp", "/old": self.server.kept}.get(self.path) or reply.read_bytes()  # type: ignore[attr-defined]
            self.server.kept = answer  # type: ignore[attr-defined]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        server.kept = b""  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_stamp_is_taken_and_checked(
    ask: Ask, path: Path, tmp_path: Path, address: str, authority: Path
) -> None:
    out, roots = tmp_path / "anchors.txt", authority / "ca.pem"
    begun = datetime.now(UTC) - timedelta(seconds=2)
    assert ask("anchor", "--record", path, "-o", out, "--stamp", address, "--authority", roots)[0] == 0
    code, told, _ = ask("verify", "--record", path, "--anchor", out, "--authority", roots, "--json")
    (stamp,) = json.loads(told)["stamps"]
    assert (code, stamp["seq"]) == (0, 3)
    assert begun <= datetime.fromisoformat(stamp["at"]) <= datetime.now(UTC) + timedelta(seconds=2)
    reply = tmp_path / "reply.tsr"  # an independent look: OpenSSL's own
    reply.write_bytes(base64.b64decode(out.read_text().split()[2]))
    (tmp_path / "data").write_text(" ".join(out.read_text().split()[:2]))
    openssl(tmp_path, "ts", "-verify", "-data", "data", "-in", "reply.tsr", "-CAfile", str(roots))
    code, told, _ = ask("verify", "--record", path, "--anchor", out)
    assert (code, "was not checked" in told) == (0, True)


def test_a_false_stamp_is_told(ask: Ask, path: Path, tmp_path: Path, address: str, authority: Path) -> None:
    out, roots = tmp_path / "anchors.txt", authority / "ca.pem"
    assert ask("anchor", "--record", path, "-o", out, "--stamp", address)[0] == 0
    seq, mark, token = out.read_text().split()
    raw = bytearray(base64.b64decode(token))
    raw[-20] ^= 1  # of the signature
    other = make_authority(tmp_path / "other") / "ca.pem"
    for line, pem in (
        (f"{seq} {mark} {base64.b64encode(raw).decode()}", roots),
        (f"{seq} {mark} {token[:-400]}", roots),
        (f"{seq} {mark} nonsense!", roots),
        (f"1 {mark} {token}", roots),
        (f"{seq} {mark} {token}", other),
        (f"{seq} {mark}", roots),  # no stamp at all, where one is looked for
    ):
        out.write_text(f"{line}\n")
        code, told, _ = ask("verify", "--record", path, "--anchor", out, "--authority", pem)
        assert (code, "stamp" in told) == (1, True), line[:80]


@pytest.mark.parametrize("where", ["/broken", "/old"])
def test_an_answer_to_no_or_another_question_is_not_written(
    ask: Ask, path: Path, tmp_path: Path, address: str, where: str
) -> None:
    out = tmp_path / "anchors.txt"
    assert ask("anchor", "--record", path, "--stamp", address)[0] == 0
    assert ask("anchor", "--record", path, "-o", out, "--stamp", address + where)[0] == 3
    assert ask("anchor", "--record", path, "-o", out, "--stamp", "file:///etc/passwd")[0] == 2
    assert ask("anchor", "--record", path, "-o", out, "--stamp", "http://127.0.0.1:9/")[0] == 3
    assert not out.exists()


def test_what_is_no_certificate_is_told(ask: Ask, path: Path, tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("none")
    for given in ("x.pem", "gone.pem"):
        words = ("verify", "--record", path, "--anchor", "1 " + "ab" * 32, "--authority", tmp_path / given)
        assert ask(*words)[0] == 2
