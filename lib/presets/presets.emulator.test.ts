import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountApiPaths } from "@/lib/account-api/paths";
import { presets } from "@/lib/presets/presets";
import { requestOf } from "@/lib/testing/presets";
import { z } from "@/lib/zod";

const overviewSchema = z.object({
  account_id: z.string(),
  service_principal: z.object({ application_id: z.string(), client_secret: z.string() }),
});

describe("the emulator", () => {
  let emulator: ChildProcessByStdio<null, Readable, null> | undefined;
  let url = "";
  let token = "";

  beforeAll(async () => {
    emulator = spawn(process.execPath, ["--import", "tsx", "emulator/main.ts"], {
      env: { ...process.env, EMULATOR_PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const origin = await ready(emulator.stdout);
    const made = await fetch(`${origin}/emulator/control`, {
      method: "POST",
      body: JSON.stringify({ action: "create_account" }),
    });
    const { account_id, service_principal } = overviewSchema.parse(await made.json());
    const { application_id, client_secret } = service_principal;
    const answer = await fetch(`${origin}/oidc/accounts/${account_id}/v1/token`, {
      method: "POST",
      headers: { Authorization: `Basic ${btoa(`${application_id}:${client_secret}`)}` },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: "all-apis" }),
    });
    token = z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
    url = origin + accountApiPaths.customAppIntegrations(account_id);
  }, 90_000);

  afterAll(() => {
    emulator?.kill();
  });

  async function ready(stdout: Readable): Promise<string> {
    for await (const line of createInterface({ input: stdout })) {
      const origin = /^emulator ready (\S+)$/.exec(line)?.[1];
      if (origin !== undefined) return origin;
    }
    throw new Error("The emulator ended before it was ready.");
  }

  it.each(presets.map((preset) => [preset.id, preset] as const))(
    "accepts %s as it is",
    async (_id, preset) => {
      const request = requestOf(preset);
      const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
      const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(request) });
      expect(await answer.clone().text()).toContain("integration_id");
      expect(answer.status).toBe(200);
      const created = z
        .object({ integration_id: z.string(), client_secret: z.string().optional() })
        .parse(await answer.json());
      expect(created.client_secret !== undefined).toBe(preset.confidential);
      const stored = await fetch(`${url}/${created.integration_id}`, { headers });
      const { name, redirect_urls = [], scopes } = await stored.json();
      expect({ name, redirect_urls, scopes }).toEqual({
        name: request.name,
        redirect_urls: request.redirect_urls,
        scopes: request.scopes,
      });
    },
  );
});
