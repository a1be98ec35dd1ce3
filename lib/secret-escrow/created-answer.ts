import {
  type CreatedCustomAppIntegration,
  createdCustomAppIntegrationSchema,
} from "@/lib/account-api/custom-app-integrations";
import { parseJson } from "@/lib/json";

/** What is readable of the answer to a create. `whole` is false for one that broke off or is no JSON. */
export type CreatedAnswer = { whole: boolean } & Partial<
  Pick<
    CreatedCustomAppIntegration,
    "integration_id" | "client_id" | "client_secret" | "client_secret_expire_time"
  >
>;

const members = ["integration_id", "client_id", "client_secret", "client_secret_expire_time"] as const;

/**
 * Reads the bytes of the answer to a create. Of one that broke off, those texts that arrived with their closing
 * quotation mark: a secret that came through whole is not given up because the rest did not. Of one that is whole JSON
 * in another form, those at its top level.
 */
export function readCreatedAnswer(bytes: Uint8Array): CreatedAnswer {
  const text = new TextDecoder().decode(bytes);
  try {
    const { integration_id, client_id, client_secret, client_secret_expire_time } =
      createdCustomAppIntegrationSchema.parse(parseJson(text));
    return {
      whole: true,
      integration_id,
      client_id,
      ...(client_secret === undefined ? {} : { client_secret }),
      ...(client_secret_expire_time === undefined ? {} : { client_secret_expire_time }),
    };
  } catch {
    const json = wholeJson(text);
    const found = members.flatMap((name) => {
      const value = json ? memberOf(json.value, name) : wholeText(text, name);
      return value ? [[name, value]] : [];
    });
    return { whole: false, ...Object.fromEntries(found) };
  }
}

/** The value if the text is JSON to its end. */
function wholeJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The member's text in an object. What lies further in belongs to something else. */
function memberOf(json: unknown, name: string): string | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(json, name)?.value;
  return typeof value === "string" ? value : undefined;
}

/** The member's text if it is there with both its quotation marks. */
function wholeText(text: string, name: string): string | undefined {
  const quoted = new RegExp(`"${name}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")`).exec(text)?.[1];
  try {
    const value: unknown = quoted === undefined ? undefined : JSON.parse(quoted);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
