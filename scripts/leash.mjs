// @ts-check
// Preloaded into every process the scripts start: when the starter is gone, however it ended, its end of the
// pipe closes and the process ends too. A signal handler in the starter cannot do this for SIGKILL.
import { setTimeout } from "node:timers";

const graceMs = 3_000;

// `next dev` hands its own arguments on to what it starts, and nobody holds the other end of that.
if (process.ppid === Number(process.env.LATCHKEY_STARTER)) {
  process.stdin.on("error", letGo);
  process.stdin.on("close", letGo);
  process.stdin.on("end", letGo);
  process.stdin.resume();
  if ("unref" in process.stdin) process.stdin.unref();
}

let ending = false;

function letGo() {
  if (ending) return;
  ending = true;
  setTimeout(() => process.kill(process.pid, "SIGKILL"), graceMs).unref();
  process.kill(process.pid, "SIGTERM");
}
