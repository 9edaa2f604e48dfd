"""The server: one page, its files and a socket for each tab, on the loopback of this machine."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from html import escape
from importlib.resources import files
from string import Template

from aiohttp import WSCloseCode, WSMsgType, web

from review.errors import ReviewError
from review.serve.access import Access, is_local, is_own
from review.serve.limits import MOST_CHARACTERS, Openings
from review.serve.messages import Focus, Message, Ping, Resized, Typed, pong, read, size
from review.serve.session import PATIENCE, Session

_REFUSED = 4000
"""The code with which a socket is closed whose reason is a line for the person at the page."""

_STATIC = {
    "page.css": ("review.serve", "page/page.css", "text/css"),
    "page.js": ("review.serve", "page/page.js", "text/javascript"),
    "terminal.css": ("textual_serve", "static/css/xterm.css", "text/css"),
    "terminal.js": ("textual_serve", "static/js/textual.js", "text/javascript"),
    "mono.ttf": ("textual_serve", "static/fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    "mono-italic.ttf": ("textual_serve", "static/fonts/RobotoMono-Italic-VariableFont_wght.ttf", "font/ttf"),
}
"""The files of the page: package, path, type."""

_HEADERS = {
    # The terminal makes styles in the page, so these are allowed there; scripts are not.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src data:; connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "clipboard-read=(), camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Server": "realist-review",
}

_WITHOUT_TOKEN = "Open the full address that `review serve` printed, with its token.\n"  # noqa: S105 - a message, no secret
_NOT_LOCAL = "This server answers to 127.0.0.1, localhost and [::1] only.\n"
_FOREIGN = "This server answers to its own page only.\n"


@dataclass
class Server:
    """Serves the screen that `command` shows; `name` is the page's title."""

    command: Sequence[str]
    environment: Mapping[str, str]
    name: str
    access: Access = field(default_factory=Access)
    openings: Openings = field(default_factory=Openings)
    _sockets: set[web.WebSocketResponse] = field(default_factory=set)
    _sessions: set[Session] = field(default_factory=set)

    def application(self) -> web.Application:
        """The routes, behind the checks of every request."""
        application = web.Application(middlewares=[self._checked], client_max_size=1024)
        application.on_response_prepare.append(_protect)
        application.on_shutdown.append(self._end)
        application.add_routes(
            [
                web.get("/", self._page),
                web.get("/socket", self._socket),
                web.get("/files/{name}", self._file),
            ]
        )
        return application

    @web.middleware
    async def _checked(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Answer only who asks this machine by name, from no other page, and with the token or its cookie."""
        if not is_local(request.headers.getall("Host", [])):
            return web.Response(status=421, text=_NOT_LOCAL)
        origins = request.headers.getall("Origin", [])
        if (origins or request.path == "/socket") and not is_own(origins, request.headers["Host"]):
            return web.Response(status=403, text=_FOREIGN)
        if request.path == "/" and self.access.opens(request.query.get("token", "")):
            return self._welcome()
        if not self.access.knows(request.cookies.get(self.access.cookie_name, "")):
            return web.Response(status=403, text=_WITHOUT_TOKEN)
        return await handler(request)

    def _welcome(self) -> web.Response:
        """Give the browser its cookie, and the address without the token."""
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(
            self.access.cookie_name, self.access.cookie, httponly=True, samesite="Strict", path="/"
        )
        return response

    async def _page(self, request: web.Request) -> web.Response:
        if request.query_string:  # the terminal's script would obey some
            return web.Response(status=303, headers={"Location": "/"})
        page = Template(files("review.serve").joinpath("page/page.html").read_text(encoding="utf-8"))
        return web.Response(text=page.substitute(name=escape(self.name)), content_type="text/html")

    async def _file(self, request: web.Request) -> web.Response:
        try:
            package, path, kind = _STATIC[request.match_info["name"]]
        except KeyError:
            raise web.HTTPNotFound from None
        return web.Response(body=files(package).joinpath(path).read_bytes(), content_type=kind)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        """Run a screen for as long as its tab is open."""
        tab = web.WebSocketResponse(heartbeat=15, timeout=2, max_msg_size=MOST_CHARACTERS, compress=False)
        await tab.prepare(request)
        if why := self.openings.refusal():
            await tab.close(code=_REFUSED, message=why.encode())
            return tab
        session = Session(self.command, self.environment, tab.send_bytes, partial(_close, tab))
        self.openings.begun()
        self._sockets.add(tab)
        self._sessions.add(session)
        try:
            given = size(request.query.get("width"), request.query.get("height"))
            await session.start(given.width, given.height)
            async for message in _messages(tab):
                await _pass_on(message, session, tab)
        except OSError as error:
            await tab.close(
                code=_REFUSED, message=f"The screen cannot be started ({error.strerror}).".encode()
            )
        finally:
            try:
                await session.stop()
            finally:
                self._sockets.discard(tab)
                self._sessions.discard(session)
                self.openings.ended()
        return tab

    async def _end(self, _application: web.Application) -> None:
        """End every screen, in an orderly way, and wait until its process is gone."""
        await asyncio.gather(
            *(
                tab.close(code=WSCloseCode.GOING_AWAY, message=b"`review serve` has ended.")
                for tab in self._sockets
            ),
            *(session.stop() for session in self._sessions),
            return_exceptions=True,
        )


async def _protect(request: web.Request, response: web.StreamResponse) -> None:
    hosts = request.headers.getall("Host", [])
    host = hosts[0] if is_local(hosts) else "127.0.0.1"
    response.headers.update({name: value.format(host=host) for name, value in _HEADERS.items()})


async def _messages(tab: web.WebSocketResponse) -> AsyncIterator[Message]:
    """What the page sends; what its script does not send closes the tab."""
    async for frame in tab:
        message = read(frame.data) if frame.type is WSMsgType.TEXT else None
        if message is None:
            await tab.close(code=WSCloseCode.POLICY_VIOLATION, message=b"A message was not understood.")
            return
        yield message


async def _close(tab: web.WebSocketResponse) -> None:
    await tab.close()


async def _pass_on(message: Message, session: Session, tab: web.WebSocketResponse) -> None:
    match message:
        case Typed(text):
            await session.send_bytes(text.encode(errors="replace"))
        case Resized(width, height):
            await session.set_terminal_size(width, height)
        case Focus(is_here):
            await (session.focus() if is_here else session.blur())
        case Ping():
            with suppress(ConnectionError):
                await tab.send_json(pong(message))


def listening(port: int) -> list[socket.socket]:
    """Sockets on 127.0.0.1 and, where this machine has it, on ::1; port 0 is any that is free.

    Raises:
        ReviewError: the port is taken, or not allowed.
    """
    try:
        first = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise ReviewError(_why(port, error)) from error
    port = first.getsockname()[1]
    try:
        return [first, socket.create_server(("::1", port), family=socket.AF_INET6)]
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            return [first]  # this machine has no ::1
        # Browsers that take `localhost` for ::1 would ask the program that has it there.
        first.close()
        raise ReviewError(_why(port, error)) from error


def _why(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken; choose another with --port, or any free one with --port 0"
    return f"port {port} cannot be used ({error.strerror}); choose another with --port"


async def serve(server: Server, sockets: Sequence[socket.socket], ready: Callable[[str], None]) -> None:
    """Serve until this task is cancelled, or the process is asked to end; every screen has ended then.

    `ready` gets the address with its token once the server answers.
    """
    runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=3 * PATIENCE)
    await runner.setup()
    try:
        for one in sockets:
            await web.SockSite(runner, one).start()
        ready(f"http://127.0.0.1:{sockets[0].getsockname()[1]}/?token={server.access.token}")
        await _asked_to_end()
    finally:
        await runner.cleanup()


async def _asked_to_end() -> None:
    """Wait for the signals with which systems end programs; Ctrl+C cancels the task."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, asked.set)
    await asked.wait()
