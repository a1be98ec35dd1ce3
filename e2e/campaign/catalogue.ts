import { changes } from "./changes";
import { creates } from "./creates";
import { cuts, moreCuts } from "./cuts";
import { kills } from "./kills";
import { numbered, type Schedule } from "./schedule";

/** Every schedule under its number. The first `usual` of them are played by `npm test`. */
export function catalogue(): { schedules: Schedule[]; usual: number } {
  const usual = [...kills(), ...cuts(), ...creates(), ...changes()];
  return { schedules: numbered([...usual, ...moreCuts()]), usual: usual.length };
}
