/**
 * Whether this browser's session is known to have ended, shared between tabs. Data calls report it; the session
 * watch in the account layout acts on it.
 */
export type SessionState = "live" | "sign-out-failed" | "ended" | "signed-out";

type Message = { type: "signed-out" } | { type: "signed-in"; endsAt: number };

let state: SessionState = "live";
let endsAt = 0;
const listeners = new Set<() => void>();
let channel: BroadcastChannel | undefined;

function set(next: SessionState): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

export function sessionState(): SessionState {
  return state;
}

/** When the session ends, in milliseconds since the epoch; 0 while nobody has said. */
export function sessionEndsAt(): number {
  return endsAt;
}

/** An API call was answered `unauthenticated`. */
export function reportSessionEnded(): void {
  if (state !== "signed-out") set("ended");
}

/** Somebody wanted to sign out here and is still signed in. */
export function reportSignOutFailed(): void {
  if (state === "live") set("sign-out-failed");
}

/** Somebody signed out or in here; tells every other tab. */
export function announce(message: Message): void {
  note(message);
  channel?.postMessage(message);
}

/** A sign-in elsewhere gives this tab a new session as well. */
function note(message: Message): void {
  if (message.type !== "signed-in" || message.endsAt <= endsAt) return;
  endsAt = message.endsAt;
  for (const listener of listeners) listener();
}

export function subscribeToSessionState(listener: () => void): () => void {
  channel ??= openChannel();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function openChannel(): BroadcastChannel {
  const opened = new BroadcastChannel("latchkey.session");
  opened.onmessage = ({ data }: MessageEvent<Message>) => {
    note(data);
    set(data.type === "signed-out" ? "signed-out" : "live");
  };
  return opened;
}
