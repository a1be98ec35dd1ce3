import { z } from "zod";
import type { EmulatorOptions } from "./server";

const httpOrigin = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin);

const schema = z.object({
  EMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(4400),
  EMULATOR_CONSOLE_ORIGIN: httpOrigin.default("http://localhost:3000"),
  EMULATOR_ORIGIN: httpOrigin.optional(),
  EMULATOR_CONTROL: z.enum(["on", "off"]).default("on"),
});

/** The settings, or one line about what is wrong with them. */
export const readEnv = (env: NodeJS.ProcessEnv): EmulatorOptions | string => {
  const given = Object.entries(env).filter(([, value]) => value !== "");
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  }
  const { EMULATOR_PORT, EMULATOR_CONSOLE_ORIGIN, EMULATOR_ORIGIN, EMULATOR_CONTROL } = parsed.data;
  return {
    port: EMULATOR_PORT,
    consoleOrigin: EMULATOR_CONSOLE_ORIGIN,
    origin: EMULATOR_ORIGIN,
    control: EMULATOR_CONTROL === "on",
  };
};
