import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as client from "openid-client";
import { createConnection } from "./support/connections";
import { choosePerson } from "./support/sign-in";
import { expect, test } from "./support/test";

test.use({ accountOptions: { seed: "empty" } });

/** A server that answers every request and remembers the address of the last one with a code. */
async function callbackServer() {
  let arrived: (url: URL) => void = () => {};
  const callback = new Promise<URL>((resolve) => {
    arrived = resolve;
  });
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", origin);
    response.end("Signed in.");
    if (url.searchParams.has("code")) arrived(url);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const address: AddressInfo | string | null = server.address();
  const origin = `http://localhost:${typeof address === "object" ? address?.port : ""}`;
  return { redirect_uri: `${origin}/callback`, callback, close: () => server.close() };
}

test("an independent OAuth client signs a person in with the values of the dialog", async ({
  page,
  context,
  account,
  signIn,
  pasted,
}) => {
  const { redirect_uri, callback, close } = await callbackServer();
  await signIn(page);
  const dialog = await createConnection(page, account, { name: "independent client", urls: [redirect_uri] });
  const copy = async (what: string) => {
    await dialog.getByRole("button", { name: `Copy ${what}`, exact: true }).click();
    await expect(dialog.getByRole("status").filter({ hasText: `Copied ${what}` })).toBeAttached();
    return pasted();
  };
  const client_id = await copy("Client ID");
  const client_secret = await copy("client secret");
  const discovery = await copy("Discovery URL");

  const issuer = new URL(discovery.replace("/.well-known/openid-configuration", ""));
  const server = await client.discovery(issuer, client_id, client_secret, undefined, {
    execute: [client.allowInsecureRequests],
  });
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const address = client.buildAuthorizationUrl(server, {
    redirect_uri,
    scope: "openid email profile sql offline_access",
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: expectedState,
    nonce: expectedNonce,
  });
  const visitor = await context.newPage();
  await visitor.goto(address.href);
  await choosePerson(account, visitor, "non-admin");
  const tokens = await client.authorizationCodeGrant(server, await callback, {
    pkceCodeVerifier,
    expectedState,
    expectedNonce,
  });
  await expect(visitor.getByText("Signed in.")).toBeVisible();
  await visitor.close();
  close();
  expect(tokens.claims()?.email).toBe("analyst@example.com");
  expect(tokens.expires_in).toBe(3600);
  const renewed = await client.refreshTokenGrant(server, tokens.refresh_token ?? "");
  expect(renewed.access_token).not.toBe("");
});
