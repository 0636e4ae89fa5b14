"""Health and numbers over HTTP, for the operator: on a port of their own, which is local by default.

- /healthz: the process is alive. For who restarts it where it is not: what others cannot help, such as a database that
  is away, is left out, as a restart would not help either.
- /readyz: it can answer; 503 where it cannot, with the reasons. For load balancers and alarms.
- /metrics: numbers for Prometheus.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from prometheus_client.exposition import choose_encoder
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.core_settings import SettingsError
from bot.operations.loop_lag import LoopLag
from bot.operations.metrics import Metrics
from bot.operations.readiness import Check, check_all
from bot.settings import Settings

LOGGER = logging.getLogger(__name__)

_GRACE_SECONDS = 1
"""How long requests in hand may take at the end; nobody loses anything by them."""


class PortTakenError(SettingsError):
    """Raised where OPS_PORT cannot be listened on; its text is a sentence with a remedy."""


def operations_app(metrics: Metrics, lag: LoopLag, checks: Mapping[str, Check]) -> Starlette:
    """The web application.

    Args:
        metrics: what /metrics shows.
        lag: of the event loop, for /healthz.
        checks: what has to be well for the bot to be ready, by name.
    """

    async def healthz(request: Request) -> Response:
        return JSONResponse({"alive": True, "event_loop_lag": {"last": lag.last, "worst": lag.worst}})

    async def readyz(request: Request) -> Response:
        found = await check_all(checks)
        is_ready = all(checked.is_well for checked in found.values())
        shown = {name: {"well": checked.is_well, "sentence": checked.sentence} for name, checked in found.items()}
        return JSONResponse({"ready": is_ready, "checks": shown}, status_code=200 if is_ready else 503)

    async def numbers(request: Request) -> Response:
        encode, content_type = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(metrics.registry), headers={"content-type": content_type})

    routes = {"/healthz": healthz, "/readyz": readyz, "/metrics": numbers}
    return Starlette(routes=[Route(path, endpoint) for path, endpoint in routes.items()])


@asynccontextmanager
async def operations(settings: Settings, metrics: Metrics, checks: Mapping[str, Check]) -> AsyncIterator[None]:
    """Serves health and numbers as the settings say, and measures the event loop, while the block runs.

    Raises:
        PortTakenError: OPS_PORT cannot be listened on.
    """
    lag = LoopLag(metrics)
    app = operations_app(metrics, lag, checks)
    async with lag.measured(), operations_server(app, settings.ops_host, settings.ops_port) as address:
        if address:
            LOGGER.info("Health and numbers are at %s/readyz and %s/metrics.", address, address)
        yield


@asynccontextmanager
async def operations_server(app: Starlette, host: str, port: int) -> AsyncIterator[str | None]:
    """Serves the application while the block runs; gives its address, or None where the port is 0.

    Raises:
        PortTakenError: it cannot listen there.
    """
    if not port:
        yield None
        return
    with _listening(host, port) as listener:
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=_GRACE_SECONDS
        )
        server = _Server(config)
        serving = asyncio.create_task(server.serve([listener]))
        try:
            yield f"http://{f'[{host}]' if ':' in host else host}:{port}"
        finally:
            server.should_exit = True
            await serving


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals to the bot, which ends this server with itself."""
        yield


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens; opened here, as uvicorn would end the program where it cannot."""
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise PortTakenError(
            f"OPS_PORT: {host} port {port} cannot be listened on ({error.strerror or error}). "
            "Set it to a free one, or to 0 to do without health and numbers."
        ) from None
    with listener:
        yield listener
