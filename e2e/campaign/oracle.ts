import type { Fault, Ledger } from "../support/emulator-control";
import { type Schedule, secretEnd } from "./schedule";
import type { Story, Try } from "./told";

type Call = Ledger["calls"][number];

/** Issuing a token is committed too, and is no change of the account. */
const isOfConnections = (path: string) => path.includes("/custom-app-integrations");

/** What a schedule did that it must not do. `broken` names the invariant of `docs/operations.md`. */
export type Violation = { broken: "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7"; saw: string };

const verbs = { create: "POST", "create-public": "POST", update: "PATCH", delete: "DELETE" } as const;

/**
 * Compares what the client was told with what really happened. `before` is the last call in the ledger before the
 * schedule began.
 */
export function judge(schedule: Schedule, story: Story, ledger: Ledger): Violation[] {
  const { tries } = story;
  const [first] = tries;
  if (!first) return [{ broken: "I3", saw: "the client asked for nothing" }];
  const all = ledger.calls.filter(({ seq }) => seq > first.from);
  const made = (within: Pick<Try, "from" | "until">) =>
    all.filter(
      ({ seq, method, path, committed }) =>
        seq > within.from &&
        seq <= within.until &&
        method === verbs[schedule.operation] &&
        committed &&
        isOfConnections(path),
    );
  const total = made({ from: first.from, until: Number.POSITIVE_INFINITY });
  const isCreate = schedule.operation === "create" || schedule.operation === "create-public";
  return [
    ...tries.flatMap((each) => ofTry(schedule, each, each.told.is === "seen" ? total : made(each), ledger)),
    ...(isCreate ? ofLive(total, ledger, tries) : []),
    ...ofEnd(schedule, tries),
    ...ofRepairs(schedule, story),
    ...ofLeaks(story, ledger),
  ];
}

const violation = (broken: Violation["broken"], saw: string): Violation => ({ broken, saw });

/** One thing that was asked for: what was told of it against the calls in its time. */
function ofTry(schedule: Schedule, { told }: Try, made: Call[], ledger: Ledger): Violation[] {
  const found: Violation[] = [];
  const ids = made.map(({ integration_id = "" }) => integration_id);
  const isCreate = schedule.operation === "create" || schedule.operation === "create-public";
  if (isCreate && made.length > 1) found.push(violation("I1", `one intent made ${made.length} connections`));
  if (schedule.operation === "create") {
    for (const call of made) {
      const secret = ledger.secrets.find(({ integration_id }) => integration_id === call.integration_id);
      if (arrived(schedule, call) && (told.is !== "secret" || told.secret !== secret?.client_secret))
        found.push(violation("I2", `the secret arrived at the console, and the client was told ${told.is}`));
    }
  }
  switch (told.is) {
    case "wrong":
      found.push(violation("I3", told.why));
      break;
    case "unknown":
      found.push(violation("I3", `unknown: ${told.why}`));
      break;
    case "nothing":
      if (made.length > 0) found.push(violation("I4", `told nothing (${told.why}), and it was done`));
      break;
    case "needs_you":
      found.push(violation("I4", "a person was asked, and nobody else is there"));
      break;
    default:
      if (!ids.includes(told.integration_id))
        found.push(violation("I4", `told ${told.is} of ${told.integration_id}, made [${ids}]`));
      if (told.is === "secret" && !isSecretOf(ledger, told))
        found.push(violation("I2", "another secret was opened than was issued"));
  }
  return found;
}

const isSecretOf = (ledger: Ledger, told: { secret: string; integration_id: string }) =>
  ledger.secrets.some(
    ({ integration_id, client_secret }) =>
      integration_id === told.integration_id && client_secret === told.secret,
  );

/** Of all that was made under the name, one lives in the end, and it is the one the client was told of last. */
function ofLive(made: Call[], ledger: Ledger, tries: Try[]): Violation[] {
  const deleted = new Set(ledger.deletions.map(({ integration_id }) => integration_id));
  const live = made.flatMap(({ integration_id = "" }) =>
    deleted.has(integration_id) ? [] : [integration_id],
  );
  const last = tries.at(-1)?.told;
  const told = last && "integration_id" in last ? last.integration_id : undefined;
  if (live.length > 1) return [violation("I1", `${live.length} connections live in the end`)];
  if (live[0] === told) return [];
  return [violation("I4", `${live[0]} lives in the end, and the client was told of ${told}`)];
}

/** Whoever goes on gets what they wanted: every fault ends. */
function ofEnd({ operation }: Schedule, tries: Try[]): Violation[] {
  const last = tries.at(-1)?.told.is ?? "nothing";
  const wanted = operation === "create" ? "secret" : "done";
  if (last === wanted || last === "wrong" || (last === "seen" && wanted === "done")) return [];
  return [violation("I3", `after ${tries.length} tries the client was told ${last}`)];
}

/** An orphan is repaired in two calls, the create that follows included, when nothing goes wrong in them. */
function ofRepairs({ faults, kill }: Schedule, { repairCalls }: Story): Violation[] {
  const disturbed = kill !== undefined || faults.some(({ method }) => method === "DELETE");
  return repairCalls
    .filter((calls) => (disturbed ? calls > 4 : calls !== 2))
    .map((calls) => violation("I3", `a repair took ${calls} calls`));
}

function ofLeaks({ received }: Story, { secrets, tokens }: Ledger): Violation[] {
  const text = received.join("\n");
  const known = [...secrets.map(({ client_secret }) => client_secret), ...tokens.map(({ value }) => value)];
  return known.some((secret) => text.includes(secret))
    ? [violation("I5", "an answer of the console holds a secret or a token in clear")]
    : [];
}

/** Whether all bytes of the secret in the answer to a create were handed to a console that lived on. */
export function arrived({ faults, kill }: Schedule, call: Call): boolean {
  // Whether a console that is killed had them, and had sealed them, shows in no ledger.
  if (kill && kill.is !== "sealed") return false;
  if (call.fault === undefined) return true;
  return faults.filter((fault) => fault.kind === call.fault && hits(fault)).some(passesSecret);
}

const hits = ({ method }: Fault) => method === undefined || method === "POST";

function passesSecret(fault: Fault): boolean {
  switch (fault.kind) {
    case "cut":
      return Number(fault.at_byte) >= secretEnd;
    case "drip":
      return true;
    case "delay":
      // The console waits 60 s for a first byte.
      return Number(fault.ms) < 60_000;
    case "rewrite":
      return !(Array.isArray(fault.remove) && fault.remove.includes("client_secret"));
    default:
      return false;
  }
}
