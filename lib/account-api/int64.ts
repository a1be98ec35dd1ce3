import { z } from "@/lib/zod";

/** An int64 of the account API: a JSON number or its exact digits; always read as exact digits. */
export const int64Schema = z
  .union([z.int(), z.string().regex(/^-?\d+$/)])
  .transform((value) => value.toString());
