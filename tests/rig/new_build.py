"""A server whose front end is built anew at a wish: the same app under a worker that differs."""

import contextlib
import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from rig.server import Server

NOT_ASKED = {"accept-encoding", "if-none-match", "if-modified-since"}
HOP = {"transfer-encoding", "connection", "keep-alive", "content-length"}


class Rebuilt:
    """Stands before a server; what phones see of it is `url`."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.is_new = False
        self.listener = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self.url = f"http://127.0.0.1:{self.listener.server_port}"

    def body(self, path: str, body: bytes) -> bytes:
        is_worker = path.partition("?")[0] == "/sw.js"
        return body + b"\n// built anew" if is_worker and self.is_new else body


def handler_of(rebuilt: Rebuilt) -> type[BaseHTTPRequestHandler]:
    class PassedOn(BaseHTTPRequestHandler):
        """Passes everything on, uncompressed, the phone's Host among it."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {k: v for k, v in self.headers.items() if k.lower() not in NOT_ASKED}
            line = http.client.HTTPConnection("127.0.0.1", rebuilt.server.port, timeout=60)
            line.request(self.command, self.path, sent or None, headers)
            answer = line.getresponse()
            body = rebuilt.body(self.path, answer.read())
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):  # the phone was closed meanwhile
                self.wfile.write(body)
            line.close()

        do_POST = do_PUT = do_DELETE = do_PATCH = do_GET

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    return PassedOn


@contextmanager
def rebuilt(server: Server) -> Iterator[Rebuilt]:
    standing = Rebuilt(server)
    Thread(target=standing.listener.serve_forever, daemon=True).start()
    try:
        yield standing
    finally:
        standing.listener.shutdown()
        standing.listener.server_close()
