import { decodeFully } from "./decoding";
import type { Report } from "./findings";

/** Reports on the query of a redirect URL; undefined when there is none. */
export function checkQuery(query: string | undefined, report: Report): void {
  if (query === undefined) return;
  if (query === "") {
    report("empty-query");
    return;
  }
  const parameters = query.split(/[&;]/).map(readParameter);
  reportNames("response-param", parameters.filter(isResponse), report);
  reportNames("redirector-param", parameters.filter(isRedirector), report);
  reportNames("secret-in-query", parameters.filter(isSecret), report);
  report("query");
}

interface Parameter {
  name: string;
  value: string;
}

// Names are decoded to the end and cut at a bracket, because that is how far some servers go to find `state`.
function readParameter(text: string): Parameter {
  const equals = text.indexOf("=");
  const name = decodeFully((equals < 0 ? text : text.slice(0, equals)).replaceAll("+", " "));
  return {
    name: name.replace(/\[.*$/s, "").trim().toLowerCase(),
    value: equals < 0 ? "" : decodeFully(text.slice(equals + 1)),
  };
}

function reportNames(
  code: "response-param" | "redirector-param" | "secret-in-query",
  parameters: readonly Parameter[],
  report: Report,
): void {
  if (parameters.length > 0) report(code, ...parameters.map(({ name }) => name));
}

function isResponse({ name }: Parameter): boolean {
  return responseNames.has(name);
}

function isRedirector({ name, value }: Parameter): boolean {
  return redirectorNames.has(squash(name)) || /^\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}/i.test(value);
}

function isSecret({ name, value }: Parameter): boolean {
  return secretNames.has(squash(name)) || databricksToken.test(value);
}

function squash(name: string): string {
  return name.replace(/[-_.]/g, "");
}

// RFC 6749 sections 4.1.2, 4.2.2 and 5.1, RFC 9207, OpenID Connect Core and Session Management, JARM.
const responseNames: ReadonlySet<string> = new Set([
  "code",
  "state",
  "iss",
  "error",
  "error_description",
  "error_uri",
  "access_token",
  "token_type",
  "expires_in",
  "scope",
  "id_token",
  "session_state",
  "response",
]);

const redirectorNames: ReadonlySet<string> = new Set(
  [
    "next url uri redirect redirecturi redirecturl redirectto return returnto returnurl returnuri returnpath rurl",
    "continue continueurl dest destination goto target targeturl redir callback callbackurl forward forwardurl",
    "backurl successurl relaystate",
  ].flatMap((line) => line.split(" ")),
);

const secretNames: ReadonlySet<string> = new Set(
  [
    "password passwd pwd passphrase secret clientsecret token refreshtoken authtoken apikey apitoken accesskey",
    "secretkey privatekey credential credentials",
  ].flatMap((line) => line.split(" ")),
);

// Secrets, refresh tokens and personal access tokens of Databricks.
const databricksToken = /^(?:dose|doau|dapi)[0-9a-f]{32}/i;
