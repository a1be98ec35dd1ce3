// @ts-check
import { createServer } from "node:net";

/**
 * @param {number} port 0 for any
 * @returns {Promise<number | undefined>} the port when it could be listened on
 */
function tryPort(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}

/** @param {number} port */
export const portIsFree = async (port) => (await tryPort(port)) !== undefined;

export async function freePort() {
  const port = await tryPort(0);
  if (port === undefined) throw new Error("The system has no free port on 127.0.0.1.");
  return port;
}
