import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import {
  type Answer,
  type LocalServer,
  type ReceivedRequest,
  startLocalServer,
} from "@/lib/testing/local-server";

type App = Record<string, unknown> & { integration_id: string };
/** What happens to one create: `commit` makes the app and tells the answer that Databricks would give. */
export type CreateScript = (
  commit: () => string,
  response: ServerResponse,
  request: ReceivedRequest,
) => void | Promise<void>;

export type FakeAccountApi = LocalServer & {
  apps: App[];
  /** Secrets in the order they were issued. */
  secrets: string[];
  /** The next creates go by these, then as they should. */
  scripts: CreateScript[];
  /** Answers every list while it is set. */
  list: Answer | undefined;
  refusesRefresh: boolean;
  creates: () => number;
};

const send = (response: ServerResponse, status: number, body: unknown) =>
  void response
    .writeHead(status, { "Content-Type": "application/json" })
    .end(typeof body === "string" ? body : JSON.stringify(body));

/** An account API that keeps what it is given, until the end of the test. */
export async function startAccountApi(): Promise<FakeAccountApi> {
  const apps: App[] = [];
  const secrets: string[] = [];
  const scripts: CreateScript[] = [];
  const commit = (request: ReceivedRequest) => () => {
    const body: Record<string, unknown> = JSON.parse(request.body);
    const [integration_id, client_id] = [randomUUID(), randomUUID()];
    const create_time = new Date().toISOString();
    apps.push({ ...body, integration_id, client_id, create_time, creator_username: "ada@example.com" });
    if (body.confidential !== true) return JSON.stringify({ integration_id, client_id });
    const client_secret = `dose${randomBytes(16).toString("hex")}`;
    secrets.push(client_secret);
    return JSON.stringify({ integration_id, client_id, client_secret });
  };
  const server = await startLocalServer(async (request, response) => {
    if (/\/v1\/token$/.test(request.path))
      return api.refusesRefresh
        ? send(response, 400, { error: "invalid_grant" })
        : send(response, 200, {
            access_token: `access-${randomUUID()}`,
            refresh_token: "r",
            expires_in: 3600,
          });
    const id = /custom-app-integrations\/([^?]+)$/.exec(request.path)?.[1];
    const found = apps.findIndex(({ integration_id }) => integration_id === id);
    if (id !== undefined && found < 0)
      return send(response, 404, { error_code: "RESOURCE_DOES_NOT_EXIST", message: "No such app." });
    if (request.method === "DELETE") {
      apps.splice(found, 1);
      return send(response, 200, {});
    }
    if (id !== undefined) return send(response, 200, apps[found]);
    if (request.method === "GET")
      return api.list ? api.list(request, response) : send(response, 200, { apps });
    const script = scripts.shift();
    if (script) return script(commit(request), response, request);
    send(response, 200, commit(request)());
  });
  const creates = () =>
    server.requests.filter(({ method, path }) => method === "POST" && path.endsWith("integrations")).length;
  const api: FakeAccountApi = {
    ...server,
    apps,
    secrets,
    scripts,
    list: undefined,
    refusesRefresh: false,
    creates,
  };
  return api;
}

/** Commits, then breaks the connection before a word is said. */
export const lostAfterCommit: CreateScript = (commit, response) => {
  commit();
  response.socket?.resetAndDestroy();
};

/** Breaks the connection and commits nothing. */
export const lostBeforeCommit: CreateScript = (_commit, response) => {
  response.socket?.resetAndDestroy();
};

/** Announces the whole answer and ends after these many bytes of it. */
export const cutAt =
  (length: (answer: string) => number): CreateScript =>
  (commit, response) => {
    const answer = commit();
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": answer.length });
    response.write(answer.slice(0, length(answer)), () => response.socket?.destroySoon());
  };

/** Answers with this, after a commit or without one. */
export const answered =
  (status: number, body: unknown, { committed = false, headers = {} } = {}): CreateScript =>
  (commit, response) => {
    if (committed) commit();
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
    send(response, status, body);
  };
