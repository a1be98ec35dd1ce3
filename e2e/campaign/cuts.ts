import type { Fault } from "../support/emulator-control";
import { answerLength, type Behaviour, type Draft, once } from "./schedule";

type Companion = { says: string; faults?: Fault[]; behaviour?: Behaviour };

const bytes = Array.from({ length: answerLength + 1 }, (_, byte) => byte);

function cut(at_byte: number, how: string, { says, faults = [], ...rest }: Companion): Draft {
  return {
    says: `create: cut after byte ${at_byte} by ${how}${says}`,
    faults: [once("create", { kind: "cut", at_byte, how }), ...faults],
    ...rest,
  };
}

/** The answer to a create breaks off after each of its bytes, by an end and by a reset in turn. */
export const cuts = (): Draft[] => bytes.map((byte) => cut(byte, byte % 2 ? "reset" : "end", { says: "" }));

/** The other way round, and each again with something else that goes wrong. */
export const moreCuts = (): Draft[] => [
  ...bytes.map((byte) => cut(byte, byte % 2 ? "end" : "reset", { says: "" })),
  ...companions.flatMap((companion) => bytes.map((byte) => cut(byte, byte % 2 ? "reset" : "end", companion))),
];

const companions: Companion[] = [
  { says: ", lists lag", faults: [{ kind: "list_lag", ms: 1_200 }] },
  { says: ", two at once", behaviour: { is: "doubles", times: 2 } },
  { says: ", the client comes back", behaviour: { is: "comes-back", after_ms: 60 } },
  { says: ", a new tab looks", behaviour: { is: "looks-again", after_ms: 60 } },
];
