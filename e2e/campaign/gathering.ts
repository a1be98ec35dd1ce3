import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "./world";

/** Milliseconds between the end of the first kill and the second: the console is busy with what it found then. */
const untilSecondKill = 2_500;
/** Milliseconds for which the other console goes on alone: longer than it takes it to notice. */
const alone = 20_000;

export type Gathering = {
  /** Resolves when the client can go on after the first kill. */
  arrive: () => Promise<void>;
  /** Resolves when everything runs again after the second. */
  over: Promise<void>;
};

/**
 * Kills a console when so many schedules have come to their points, and once more when it is back. A console that is the
 * only one comes back at once, and whoever arrived goes on then. Otherwise the other one has to go on without it, and
 * is killed in its turn.
 */
export function gatherForKills(
  expectedCount: number,
  world: Pick<World, "consoleUrls" | "kill" | "restart">,
): Gathering {
  if (expectedCount === 0) return { arrive: async () => {}, over: Promise.resolve() };
  const isOnlyOne = world.consoleUrls.length === 1;
  let missing = expectedCount;
  let begin = () => {};
  const complete = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const kill = async () => {
    await world.kill();
    if (isOnlyOne) await world.restart();
  };
  const back = async () => {
    if (isOnlyOne) return;
    await sleep(alone);
    await world.restart();
  };
  const killed = complete.then(kill);
  const over = killed
    .then(back)
    .then(() => sleep(untilSecondKill))
    .then(kill)
    .then(back);
  return {
    arrive: () => {
      missing -= 1;
      if (missing === 0) begin();
      return killed;
    },
    over,
  };
}
