import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";
import type { z } from "zod";
import { parseJson } from "@/lib/json";
import { type Problem, problemSchema } from "@/lib/problems";

/** What came back of one request to the console. */
export type Heard =
  | { is: "answer"; body: unknown }
  | { is: "problem"; problem: Problem }
  /** No word of the console: nothing arrived, or not whole. */
  | { is: "silence" };

export type Sending = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

/** Milliseconds between two questions, as in `lib/send-once.ts`. A tab of a person who comes back is more patient. */
const pause = 1_000;
const longestSilence = 90;
const longestFlight = 200;
const passing = new Set(["in-flight", "stopping"]);

const agent = new Agent({ connections: 200, headersTimeout: 150_000, bodyTimeout: 150_000 });

/** Sends what the pages of the console send, and keeps every text that came back. */
export class Tab {
  #sent: number;

  /**
   * With several consoles each takes its turn, request by request, from the one with the number `first` on. `received`
   * gets all that they answer, to be searched for secrets.
   */
  constructor(
    private readonly consoleUrls: readonly string[],
    private readonly cookie: string,
    private readonly received: string[] = [],
    first = 0,
  ) {
    this.#sent = first;
  }

  async send({ method, path, body, headers = {}, signal }: Sending): Promise<Heard> {
    try {
      const answer = await request(new URL(path, this.#nextConsole()), {
        dispatcher: agent,
        method,
        headers: {
          ...headers,
          cookie: this.cookie,
          "sec-fetch-site": "same-origin",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        ...(signal ? { signal } : {}),
      });
      const text = await answer.body.text();
      this.received.push(text);
      const json = parseJson(text);
      if (answer.statusCode < 400) return { is: "answer", body: json };
      const problem = problemSchema.safeParse(json);
      return problem.success ? { is: "problem", problem: problem.data } : { is: "silence" };
    } catch {
      return { is: "silence" };
    }
  }

  #nextConsole(): string {
    return this.consoleUrls[this.#sent++ % this.consoleUrls.length] ?? "";
  }

  /** Sends it until there is an answer, with the same headers each time: while it is in flight, and through silence. */
  async insist(sending: Sending): Promise<Heard> {
    let silent = 0;
    for (let asked = 1; ; asked++) {
      const heard = await this.send(sending);
      if (heard.is === "silence") silent += 1;
      else if (heard.is === "answer" || !passing.has(heard.problem.type)) return heard;
      if (silent === longestSilence || asked === longestFlight) return heard;
      await sleep(pause);
    }
  }

  /** Reads something until it is there in the form expected. Undefined when it does not come. */
  async read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema> | undefined> {
    for (let asked = 1; asked <= 10; asked++) {
      const heard = await this.insist({ method: "GET", path });
      const parsed = heard.is === "answer" ? schema.safeParse(heard.body) : undefined;
      if (parsed?.success) return parsed.data;
      await sleep(pause);
    }
    return undefined;
  }
}
