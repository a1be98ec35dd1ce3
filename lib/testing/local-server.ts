import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";

export type ReceivedRequest = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
export type Answer = (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>;
export type LocalServer = { origin: string; requests: ReceivedRequest[] };

/** An HTTP server on this machine until the end of the test. It notes what it receives, then lets `answer` speak. */
export async function startLocalServer(answer: Answer): Promise<LocalServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = "", url = "", headers } = incoming;
    const request = { method, path: url, headers, body: (await buffer(incoming)).toString("utf8") };
    requests.push(request);
    await answer(request, response);
  });
  onTestFinished(() => server.closeAllConnections());
  return { origin: `http://127.0.0.1:${await listen(server)}`, requests };
}

/** Answers with `body` as JSON text. */
export function json(body: unknown, status = 200): Answer {
  return (_request, response) => {
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  };
}

/** Listens on a free port of 127.0.0.1 until the end of the test, and tells the port. */
export async function listen(server: Server): Promise<number> {
  onTestFinished(() => {
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return portOf(server.address());
}

/** A port of this machine nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}
