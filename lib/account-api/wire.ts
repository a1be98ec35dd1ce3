import { z } from "@/lib/zod";

/**
 * How members of an answer are read. Proto JSON leaves out what is empty or false, and some gateways write null there:
 * both read the same, so that one of them does not make a whole page of a list unreadable.
 */

export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");

export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

export const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

export const orAbsent = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/** A page of a list of the account API. No token, or an empty one, says that it is the last. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.looseObject({
    apps: z
      .array(item)
      .nullish()
      .transform((value) => value ?? []),
    next_page_token: z
      .string()
      .nullish()
      .transform((value) => value || undefined),
  });
