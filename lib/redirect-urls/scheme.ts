import type { Report } from "./findings";

/** Web schemes get all rules, app schemes those that make sense for them, forbidden ones end the check. */
export type SchemeKind = "web" | "app" | "forbidden";

/** Reports on the scheme (RFC 8252 section 7.1 for app schemes) and says which rules apply after it. */
export function checkScheme(scheme: string, confidential: boolean, report: Report): SchemeKind {
  const name = scheme.toLowerCase();
  const kind = schemeKind(name);
  if (kind === "forbidden") report("scheme-forbidden", `${name}:`);
  if (name !== scheme) report("case-scheme", scheme);
  if (kind !== "app") return kind;
  const reverseDomain = isReverseDomain(name);
  if (!reverseDomain) report("scheme-not-reverse-dns", `${name}:`);
  if (confidential) report("custom-scheme-confidential", `${name}:`);
  else if (reverseDomain) report("custom-scheme", `${name}:`);
  return kind;
}

/** The kind of a scheme in lower case. */
export function schemeKind(name: string): SchemeKind {
  if (name === "http" || name === "https") return "web";
  return forbidden.has(name) ? "forbidden" : "app";
}

function isReverseDomain(name: string): boolean {
  const labels = name.split(".");
  return (
    labels.length > 1 &&
    labels.every((label) => label !== "" && !label.startsWith("-") && !label.endsWith("-"))
  );
}

const forbidden: ReadonlySet<string> = new Set(
  [
    "javascript vbscript livescript mocha data file filesystem blob about view-source jar resource",
    "ftp ftps sftp ws wss mailto tel sms news nntp gopher telnet ssh ldap ldaps urn cid mid",
    "chrome chrome-extension chrome-search chrome-untrusted devtools edge moz-extension opera brave vivaldi",
    "ms-browser-extension safari-extension safari-web-extension extension res mk ms-its",
    "intent android-app content market itms itms-apps itms-services ms-appx ms-appx-web",
  ].flatMap((line) => line.split(" ")),
);
