import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { accountApi, noEndpoint } from "./api";
import { identifyCaller } from "./api-auth";
import { errorResponse } from "./api-errors";
import { faulty, recorded, withAccount } from "./calls";
import { control } from "./control";
import { type CallEnv, target } from "./http";
import { jsonResponse } from "./json";
import { oauthRoutes } from "./oauth/routes";
import { newSigningKeys } from "./oauth/signing-keys";
import { World } from "./world";

export type EmulatorOptions = {
  port: number;
  consoleOrigin: string;
  control: boolean;
  /** What clients know it by, when something stands in front of it. */
  origin?: string | undefined;
};

export type Emulator = { origin: string; world: World; close: () => Promise<void> };

/** Starts listening, on loopback only. Port 0 takes any free one. */
export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const signingKeys = await newSigningKeys();
  const server = createServer({ keepAliveTimeout: 30_000 });
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  const own = `http://localhost:${portOf(server)}`;
  const origin = options.origin ?? own;
  const world = new World(origin, options.consoleOrigin, signingKeys);
  server.on("request", getRequestListener(routes(world, options.control).fetch));
  return {
    origin: own,
    world,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
};

const routes = (world: World, withControl: boolean): Hono<CallEnv> => {
  const app = new Hono<CallEnv>();
  if (withControl) app.route("/emulator/control", control(world));
  return app
    .get("/.well-known/databricks-config", () => jsonResponse(hostMetadata(world.origin)))
    .use("/api/2.0/accounts/:account_id/*", withAccount(world), recorded, identifyCaller(world), faulty)
    .route("/api/2.0/accounts/:account_id", accountApi(world))
    .use("/oidc/accounts/:account_id/*", withAccount(world), recorded, faulty)
    .route("/oidc/accounts/:account_id", oauthRoutes(world))
    .notFound((c) => errorResponse(noEndpoint(c.req.method, target(c.req.url).path)))
    .onError((error) => errorResponse(error));
};

/** An account host for many accounts names none; clients put theirs where the braces are. */
const hostMetadata = (origin: string) => ({
  oidc_endpoint: `${origin}/oidc/accounts/{account_id}`,
  host_type: "ACCOUNT_HOST",
  cloud: "AWS",
});

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the emulator has no port");
  return address.port;
};
