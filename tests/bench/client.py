"""A signed-in program that talks to the server over HTTP, with a cookie and nothing else."""

import http.cookiejar
import json
import urllib.request
from typing import Any

PASSWORD = "xunhu-demo"


class Client:
    """One demo user's session; every refusal is raised as `urllib.error.HTTPError`."""

    def __init__(self, url: str, username: str) -> None:
        self.url = f"{url}/api/v1"
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        words = json.dumps({"username": username, "password": PASSWORD}).encode()
        self.post("/auth/login", words, "application/json")

    def get(self, path: str) -> Any:
        with self.opener.open(self.url + path) as answer:
            return json.loads(answer.read())

    def post(self, path: str, body: bytes, media_type: str) -> Any:
        headers = {"Content-Type": media_type, "Sec-Fetch-Site": "same-origin"}
        request = urllib.request.Request(self.url + path, body, headers)
        with self.opener.open(request) as answer:
            return json.loads(answer.read())
