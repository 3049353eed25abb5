"""The sandbox's identity provider: whoever chooses an invented person is that person. On loopback, in this process.

Never outside the sandbox: it asks for no password. What it is built on opens a debugger by itself; that is taken off.
Its pages are in English and ask another host for their style; ours (``idsidor``) take their place, by name.
"""

import logging
import os
import threading
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from starter.stod.stack.processes import LOOPBACK, StackError, free_port

PAGES = Path(__file__).parent / "idsidor"


class SandboxIdp:
    """Use with ``with``. ``people``: subject → claims. After start ``issuer``, ``client_id``, ``secret`` are set."""

    def __init__(self, people: Mapping[str, Mapping[str, Any]], redirect_uris: Sequence[str], port: int | None = None):
        self._people, self._redirect_uris = people, redirect_uris
        self.port = port or free_port()
        self.issuer = f"http://{LOOPBACK}:{self.port}"
        self.client_id = ""
        self.secret = ""
        self._server: Any = None

    def start(self) -> Self:
        """Serve, and register the one client that is served. Raises StackError."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it uses a module that its own library has replaced
                import flask
                import jinja2
                import oidc_provider_mock  # type: ignore[import-untyped]
                import werkzeug.serving
        except ImportError as error:
            raise StackError(
                "Sandlådans identitetstjänst är inte installerad: pip install 'insatsflode[inbaddad]'."
            ) from error
        people = [oidc_provider_mock.User(sub=sub, claims=dict(claims)) for sub, claims in self._people.items()]
        app = oidc_provider_mock.app(require_client_registration=True, require_nonce=True, user_claims=people)
        app.debug = False
        app.jinja_loader = jinja2.ChoiceLoader([jinja2.FileSystemLoader(PAGES), app.jinja_loader])
        app.jinja_env.globals["namnen"] = {sub: claims.get("name", sub) for sub, claims in self._people.items()}

        def to_people(answer: Any) -> Any:
            """What is wrong, as a page where a browser asks: the library gives a program's answer, or its own page."""
            if answer.status_code >= 400 and "text/html" in flask.request.headers.get("Accept", ""):
                answer.content_type = "text/html; charset=utf-8"
                answer.set_data(flask.render_template("error.html"))
            return answer

        app.wsgi_app = getattr(app.wsgi_app, "app", app.wsgi_app)  # the debugger wraps the app
        app.after_request(to_people)
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        os.environ.setdefault("AUTHLIB_INSECURE_TRANSPORT", "1")
        answer = app.test_client().post("/oauth2/clients", json={"redirect_uris": list(self._redirect_uris)}).get_json()
        self.client_id, self.secret = answer["client_id"], answer["client_secret"]
        try:
            self._server = werkzeug.serving.make_server(LOOPBACK, self.port, app, threaded=True)
        except (OSError, SystemExit) as error:
            raise StackError(f"Porten {self.port} är upptagen, så sandlådans identitetstjänst startar inte.") from error
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop serving. Safe to call twice."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()
