import "server-only";
import { parseJson } from "@/lib/json";
import type { AccountAnswer } from "@/lib/server/account-client";
import type { z } from "@/lib/zod";

/** What an answer of Databricks holds; undefined when it is not what `schema` says. */
export function readAnswer<Schema extends z.ZodType>(
  { body }: AccountAnswer,
  schema: Schema,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(parseJson(body.toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
