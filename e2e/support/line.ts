import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A port that passes connections on, until it is cut: then nobody gets through until it is mended. */
export async function openLine() {
  let port = 0;
  let target = 0;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      // Whatever ends one end ends the other in the same way.
      one.on("error", () => other.resetAndDestroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  const mend = async () => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address !== null && typeof address === "object") port = address.port;
  };
  await mend();
  return {
    origin: `http://localhost:${port}`,
    leadTo: (url: string) => {
      target = Number(new URL(url).port);
    },
    mend,
    cut: async () => {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
