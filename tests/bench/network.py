"""A slow network on loopback: every connection through it shares one narrow, distant line."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator

PIECE = 1460  # bytes, as in one packet


class SlowLine:
    """Forwards a loopback port to another, late and slowly, in both directions.

    A service worker's requests are slowed too, which Chromium's own emulation doesn't do.
    """

    def __init__(self, target_port: int, bytes_per_s: float, round_trip_s: float) -> None:
        self.target_port = target_port
        self.bytes_per_s = bytes_per_s
        self.one_way_s = round_trip_s / 2
        self.free_at = 0.0

    async def serve(self) -> None:
        """Print the port and carry connections until the process is ended."""
        server = await asyncio.start_server(self.connect, "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection; opening it costs a round trip, as TCP's greeting does."""
        await asyncio.sleep(self.one_way_s * 2)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.target_port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self.carry(reader, back), self.carry(there, writer))

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Bytes of one direction, in order: read now, written when they would have come."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        reading = asyncio.create_task(self.take_in(reader, under_way))
        with contextlib.suppress(ConnectionError):
            await self.let_out(under_way, writer)
        reading.cancel()
        writer.close()

    async def take_in(
        self, reader: asyncio.StreamReader, under_way: asyncio.Queue[tuple[float, bytes]]
    ) -> None:
        clock = asyncio.get_running_loop().time
        piece = b"-"
        while piece:
            try:
                piece = await reader.read(PIECE)
            except ConnectionError:
                piece = b""
            self.free_at = max(self.free_at, clock()) + len(piece) / self.bytes_per_s
            under_way.put_nowait((self.free_at + self.one_way_s, piece))

    async def let_out(
        self, under_way: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter
    ) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            due, piece = await under_way.get()
            await asyncio.sleep(due - clock())
            if not piece:
                return
            writer.write(piece)
            await writer.drain()


@contextlib.contextmanager
def slow_line(target_port: int, kbit_per_s: float, round_trip_s: float) -> Iterator[int]:
    """The port of a slow line in a process of its own, for as long as the block lasts."""
    command = [sys.executable, __file__, str(target_port), str(kbit_per_s), str(round_trip_s)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


if __name__ == "__main__":
    port, rate, distance = sys.argv[1:]
    asyncio.run(SlowLine(int(port), float(rate) * 1000 / 8, float(distance)).serve())
