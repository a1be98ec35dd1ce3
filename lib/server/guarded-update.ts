import "server-only";
import type { UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import type { Editable } from "@/lib/connection-changes";
import { editableVersion, versionOfTag } from "@/lib/editable-version";
import { parseJson } from "@/lib/json";
import type { AccountAnswer } from "@/lib/server/account-client";
import { passThrough } from "@/lib/server/account-route";
import { Failure } from "@/lib/server/failure";
import { concludeEarlier } from "@/lib/server/intents/look";
import type { Snapshot } from "@/lib/server/intents/snapshot";
import { type ChangeCall, type SendChange, withIntent } from "@/lib/server/intents/with-intent";
import { withLock } from "@/lib/server/keyed-lock";

/** What is updated: upstream's path of it, and how that is called in the audit log. */
type Target = { kind: "custom_app.update" | "published_app.update"; integration_id: string; path: string };

type Kind<Stored> = {
  /** The stored object in an answer's JSON; undefined when it is none. */
  read: (json: unknown) => Stored | undefined;
  /** What of it has to be known to find out later whether the update went through. */
  snapshot: (stored: Stored) => Snapshot & { before: Editable };
  /** Throws Failure for what cannot be saved over what is stored. */
  refuse?: (stored: Stored) => void;
  /** Told what is stored after a save. */
  saved?: (stored: Stored) => Promise<void>;
};

/**
 * Sends an update, if the object still is what the change was made to, which the request's `If-Match` names. Upstream
 * has no versions, so this reads right before the update, one update of an object at a time among all consoles; a change
 * made elsewhere in the one round trip between that read and the update is overwritten, and cannot be seen. The answer
 * is the object as it was read back, in upstream's own bytes: who asked compares it with what was sent.
 *
 * Throws Failure `precondition-required`, `changed-meanwhile`, `not-found` (nothing was changed), `saved-unseen` (outcome
 * done), what `refuse` throws, and those of `withIntent`.
 */
export async function guardedUpdate<Stored>(
  call: ChangeCall,
  { kind: name, integration_id, path }: Target,
  body: UpdateRequest,
  kind: Kind<Stored>,
): Promise<Response> {
  const version = versionOfTag(call.request.headers.get("if-match"));
  if (!version)
    throw new Failure("precondition-required", "If-Match must name one version. Nothing was changed.");
  const stored = () => storedAfter(call, path, kind);
  const work = async (send: SendChange): Promise<Response> => {
    const current = storedIn(await call.upstream({ method: "GET", path }), kind);
    if (!current)
      throw new Failure("upstream-unexpected", "What is stored could not be read. Nothing was changed.");
    const snapshot = kind.snapshot(current);
    if ((await editableVersion(snapshot.before)) !== version)
      throw new Failure("changed-meanwhile", "Nothing of yours was changed.");
    kind.refuse?.(current);
    await concludeEarlier({ account_id: call.account.account_id, integration_id }, call.upstream);
    await send({ method: "PATCH", path, body }, snapshot);
    return stored();
  };
  const change = { kind: name, integration_id, body };
  return withLock(path, () => withIntent(call, change, { work, again: stored }));
}

/** The answer to an update that is done. */
async function storedAfter<Stored>(call: ChangeCall, path: string, kind: Kind<Stored>): Promise<Response> {
  const answer = await readBack(call, path);
  const stored = storedIn(answer, kind);
  if (!stored) throw savedUnseen();
  await kind.saved?.(stored);
  return passThrough(answer);
}

/** The update is done by now, so whatever goes wrong here must not look like a failed one. */
async function readBack({ upstream }: ChangeCall, path: string): Promise<AccountAnswer> {
  try {
    return await upstream({ method: "GET", path });
  } catch {
    throw savedUnseen();
  }
}

const savedUnseen = () =>
  new Failure("saved-unseen", "Databricks confirmed the change.", { outcome: "done" });

function storedIn<Stored>({ body }: AccountAnswer, { read }: Kind<Stored>): Stored | undefined {
  try {
    return read(parseJson(body.toString("utf8")));
  } catch {
    return undefined;
  }
}
