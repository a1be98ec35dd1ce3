import "server-only";
import type { UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import { type Editable, notHeld } from "@/lib/connection-changes";
import { editableVersion, versionOfTag } from "@/lib/editable-version";
import { parseJson } from "@/lib/json";
import type { AccountAnswer } from "@/lib/server/account-client";
import { type AccountCall, passThrough } from "@/lib/server/account-route";
import { Failure } from "@/lib/server/failure";
import { withLock } from "@/lib/server/keyed-lock";

type Call = Pick<AccountCall<unknown>, "request" | "upstream">;

type Kind<Stored> = {
  /** The stored object in an answer's JSON; undefined when it is none. */
  read: (json: unknown) => Stored | undefined;
  editable: (stored: Stored) => Editable;
  /** Throws Failure for what cannot be saved over what is stored. */
  refuse?: (stored: Stored) => void;
};

/**
 * Sends an update, if the object still is what the change was made to, which the request's `If-Match` names. Upstream
 * has no versions, so this reads right before the update, one update of an object at a time; a change made outside
 * this process in the one round trip between that read and the update is overwritten, and cannot be seen. The answer
 * is the object as it was read back, in upstream's own bytes. When it does not hold what was sent, the header
 * `Latchkey-Not-Held` names the fields.
 *
 * `path` is upstream's. Throws Failure `precondition-required`, `changed-meanwhile`, `not-found` (nothing was changed),
 * `saved-unseen` (outcome done), and what `refuse` throws.
 */
export async function guardedUpdate<Stored>(
  call: Call,
  path: string,
  body: UpdateRequest,
  kind: Kind<Stored>,
): Promise<Response> {
  const version = versionOfTag(call.request.headers.get("if-match"));
  if (!version)
    throw new Failure("precondition-required", "If-Match must name one version. Nothing was changed.");
  return withLock(path, async () => {
    const current = storedIn(await call.upstream({ method: "GET", path }), kind);
    if (!current)
      throw new Failure("upstream-unexpected", "What is stored could not be read. Nothing was changed.");
    if ((await editableVersion(kind.editable(current))) !== version)
      throw new Failure("changed-meanwhile", "Nothing of yours was changed.");
    kind.refuse?.(current);
    await call.upstream({ method: "PATCH", path, body });
    const answer = await readBack(call, path);
    const stored = storedIn(answer, kind);
    if (!stored) throw savedUnseen();
    const response = passThrough(answer);
    const different = notHeld(body, kind.editable(stored));
    if (different.length > 0) response.headers.set("Latchkey-Not-Held", different.join(", "));
    return response;
  });
}

/** The update is done by now, so whatever goes wrong here must not look like a failed one. */
async function readBack({ upstream }: Call, path: string): Promise<AccountAnswer> {
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
