import type { Violation } from "./oracle";
import { playAll, type Result } from "./play-all";
import { isMeasured, judgeUsage, type Usage, usageOf } from "./resources";
import type { Schedule } from "./schedule";
import type { World } from "./world";

/** Fewer schedules than that show nothing about what a console keeps. */
const fewest = 100;

export type Measured = { results: Result[]; usage: string[]; violations: Violation[] };

/** Plays schedules and measures what the consoles have before, at work and after. They must not be restarted meanwhile. */
export async function playMeasured(
  schedules: readonly Schedule[],
  world: World,
  onResult: (result: Result) => void,
): Promise<Measured> {
  const measure = () => Promise.all(world.running().map(usageOf));
  if (!isMeasured || schedules.length < fewest)
    return { results: await playAll(schedules, world, onResult), usage: [], violations: [] };
  const atStart = await measure();
  let over = 0;
  let warm: Promise<Usage[]> = Promise.resolve([]);
  const results = await playAll(schedules, world, (result) => {
    over += 1;
    if (over === Math.ceil(schedules.length / 3)) warm = measure();
    // Whoever awaits it later hears of it.
    warm.catch(() => undefined);
    onResult(result);
  });
  const warmed = await warm;
  const judged = await Promise.all(
    world.running().flatMap((console, index) => {
      const [before, meanwhile] = [atStart[index], warmed[index]];
      return before && meanwhile ? [judgeUsage(console, { atStart: before, warm: meanwhile })] : [];
    }),
  );
  return {
    results,
    usage: judged.map(({ says }) => says),
    violations: judged.flatMap(({ violations }) => violations),
  };
}
