import { parseArgs } from "node:util";
import { Refusal } from "../../scripts/print.mjs";
import { catalogue } from "./catalogue";
import { limits } from "./limits";
import { randomSchedules } from "./random";
import { numbered, type Schedule } from "./schedule";
import type { WriteChoice } from "./store-run";
import { type Store, stores } from "./stores";

/** Schedules to be played on one store. */
export type Part = { store: Store; schedules: Schedule[] };

export type Selection = {
  parts: Part[];
  /** Whether the races are run as well. */
  races: boolean;
  mostLanes: number;
  /** Which writes to the store are made to fail, if any, and whether nothing else is played. */
  writes?: WriteChoice;
  /** Whether each is expected to break an invariant. */
  limits: boolean;
  /** Whether one is played to be looked at, and told of though nothing is wrong with it. */
  isLookedAt: boolean;
  /** How to play one again. */
  again: (store: Store, number: number) => string;
};

/** Accounts, and so schedules, that are under way at the same time. Most of them wait most of the time. */
const lanes = 100;
/** Of what the usual run plays on SQLite it plays one of so many on PostgreSQL too, and all with a kill. */
const oneOf = 4;

const options = {
  all: { type: "boolean", default: false },
  limits: { type: "boolean", default: false },
  races: { type: "boolean", default: false },
  schedule: { type: "string" },
  seed: { type: "string" },
  store: { type: "string" },
  count: { type: "string", default: "200" },
  lanes: { type: "string", default: String(lanes) },
  writes: { type: "string" },
} as const;

type Values = ReturnType<typeof parse>;
const parse = (args: string[]) => parseArgs({ args, options }).values;

/** What the arguments ask for. Throws Refusal. */
export function select(args: string[]): Selection {
  const values = parse(args);
  if (values.races) return nothing(values);
  if (values.writes !== undefined)
    return {
      ...nothing(values),
      races: false,
      writes: { only: true, all: values.all, name: values.writes === "all" ? "" : values.writes },
    };
  const { from, by } = pool(values);
  const only = values.schedule?.split(",").map(Number);
  const schedules = only ? from.filter(({ number }) => only.includes(number)) : from;
  if (schedules.length === 0)
    throw new Refusal(`There is no such schedule: they go from 0 to ${from.length - 1}.`);
  const isUsual = by === "" && !values.all && only === undefined;
  const part = (store: Store): Part => ({
    store,
    schedules: isUsual && store === "postgres" ? schedules.filter(isUsualOnPostgres) : schedules,
  });
  return {
    parts: chosenStores(values).map(part),
    races: by === "" && only === undefined,
    ...(by === "" && only === undefined ? { writes: { only: false, all: values.all, name: "" } } : {}),
    mostLanes: Number(values.lanes),
    limits: values.limits,
    isLookedAt: only !== undefined,
    again: (store, number) => `npm run campaign --${by} --store ${store} --schedule ${number}`,
  };
}

const nothing = (values: Values): Selection => ({
  parts: chosenStores(values).map((store) => ({ store, schedules: [] })),
  races: true,
  mostLanes: 0,
  limits: false,
  isLookedAt: false,
  again: () => "",
});

const isUsualOnPostgres = ({ kill, number }: Schedule) => kill !== undefined || number % oneOf === 0;

function chosenStores({ store }: Values): readonly Store[] {
  if (store === undefined) return stores;
  const chosen = stores.filter((known) => known === store);
  if (chosen.length === 0) throw new Refusal(`There is no store "${store}": ${stores.join(" or ")}.`);
  return chosen;
}

/** What `--schedule` chooses from, and the arguments that say so. */
function pool({ all, limits: asked, seed, count, schedule }: Values): { from: Schedule[]; by: string } {
  if (asked) return { from: numbered(limits()), by: " --limits" };
  if (seed !== undefined)
    return { from: randomSchedules(Number(seed), Number(count)), by: ` --seed ${seed} --count ${count}` };
  const { schedules, usual } = catalogue();
  return { from: all || schedule !== undefined ? schedules : schedules.slice(0, usual), by: "" };
}
