import { accountApiPaths } from "@/lib/account-api/paths";
import { createOne } from "./creation";
import type { Violation } from "./oracle";
import type { Race, Track } from "./races";
import { type Behaviour, callOf } from "./schedule";

const people = 12;

/** Every console is stopped as for a deployment and started again, while people create one connection after the other. */
export const rollingRestart: Race = {
  says: `${people} people create while each console is restarted`,
  run: async (track) => {
    const { world, emulator } = track;
    await emulator.setFaults([{ ...callOf.create, kind: "delay", phase: "after_commit", ms: 1_000 }]);
    let isOver = false;
    const person = async (number: number): Promise<Violation[]> => {
      const found: Violation[] = [];
      for (let count = 1; !isOver; count++) {
        const behaviour = behaviours[count % behaviours.length] ?? { is: "stays" };
        found.push(...(await created(track, `person-${number}-${count}`, behaviour)));
      }
      return found;
    };
    const working = Array.from({ length: people }, (_, number) => person(number));
    const endings: unknown[] = [];
    for (const _ of world.consoleUrls) {
      endings.push(await world.end());
      await world.restart();
    }
    isOver = true;
    const found = (await Promise.all(working)).flat();
    for (const ending of endings)
      if (ending !== 143)
        found.push({ broken: "I7", saw: `a console that was stopped ended with ${ending}` });
    return found;
  },
};

/** Some leave while it is under way, and ask again with the same key. */
const behaviours: Behaviour[] = [{ is: "stays" }, { is: "comes-back", after_ms: 300 }];

async function created(
  { account: { account_id }, tab }: Track,
  name: string,
  behaviour: Behaviour,
): Promise<Violation[]> {
  const at = async () => {};
  const { told } = await createOne(tab(), { account_id, name, confidential: true, behaviour, at });
  return told.is === "secret" ? [] : [{ broken: "I2", saw: `a create ended in ${JSON.stringify(told)}` }];
}

/** The database ends all connections, as when it is restarted. Whoever comes next notices nothing. */
export const lostConnections: Race = {
  says: "the store drops every connection",
  run: async ({ world, account, tab }) => {
    await world.dropConnections();
    const path = accountApiPaths.customAppIntegrations(account.account_id);
    const heard = await Promise.all(Array.from({ length: 40 }, () => tab().send({ method: "GET", path })));
    const failures = heard.filter(({ is }) => is !== "answer");
    return failures.length === 0
      ? []
      : [{ broken: "I7", saw: `${failures.length} of 40 requests failed: ${JSON.stringify(failures[0])}` }];
  },
};
