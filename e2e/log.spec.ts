import { z } from "zod";
import { randomSecret, startConsoleProcess } from "./support/console-process";
import { expect, test } from "./support/test";

const account_id = "00000000-0000-4000-8000-000000000001";
const line = z.looseObject({ path: z.string().optional() });

test("each request is one line of the log, which says nothing of its query, headers and body", async ({
  playwright,
}) => {
  const lines: string[] = [];
  const { url, child } = await startConsoleProcess({
    onLine: (text) => lines.push(text),
    env: {
      DATABRICKS_HOST: "http://localhost:9",
      DATABRICKS_ACCOUNT_ID: account_id,
      DATABRICKS_CLIENT_ID: "latchkey",
      NEXTAUTH_SECRET: randomSecret(),
      LATCHKEY_DATA_DIR: test.info().outputPath("data"),
      LOG_LEVEL: "debug",
    },
  });
  const request = await playwright.request.newContext({ baseURL: url });
  try {
    const path = `/api/2.0/accounts/${account_id}/oauth2/custom-app-integrations`;
    const refused = await request.post(`${path}?page_token=canary-1`, {
      headers: {
        "sec-fetch-site": "same-origin",
        cookie: "latchkey.sid=canary-2",
        authorization: "canary-3",
      },
      data: { name: "canary-4" },
    });
    const { requestId } = z.object({ requestId: z.uuid() }).parse(await refused.json());
    await request.get(`/api/auth/callback/${account_id}?code=canary-5&state=canary-6`, { maxRedirects: 0 });

    const logged = () =>
      lines
        .filter((text) => text.startsWith("{"))
        .map((text) => line.parse(JSON.parse(text)))
        .filter((entry) => entry.path !== undefined);
    await expect.poll(logged).toEqual([
      {
        level: 30,
        time: expect.any(String),
        requestId,
        method: "POST",
        path,
        status: 401,
        ms: expect.any(Number),
        problem: "unauthenticated",
      },
      {
        level: 30,
        time: expect.any(String),
        method: "GET",
        path: `/api/auth/callback/${account_id}`,
        status: 302,
        ms: expect.any(Number),
      },
    ]);
    expect(lines.join("\n")).not.toContain("canary");
  } finally {
    await request.dispose();
    await child.stop();
  }
});
