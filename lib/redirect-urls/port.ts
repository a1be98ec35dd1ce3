import type { Report } from "./findings";

const defaultPorts: ReadonlyMap<string, string> = new Map([
  ["http", "80"],
  ["https", "443"],
]);

/** Reports on the text after the colon. Scheme in lower case, or "" for one without a default port. */
export function checkPort(port: string, scheme: string, report: Report): void {
  if (port === "") {
    report("port-empty");
    return;
  }
  // Digits of other scripts are already reported as such.
  if (/[^\0-\x7f]/.test(port)) return;
  if (port.includes("*")) {
    report("wildcard-port", port);
    return;
  }
  if (!/^\d+$/.test(port)) {
    report("port-bad", port);
    return;
  }
  const number = withoutZeros(port);
  if (port.length > 1 && port.startsWith("0")) report("port-zeros", port);
  if (number === "0" || number.length > 5 || Number(number) > 65_535) report("port-range", number);
  else if (number === defaultPorts.get(scheme)) report("default-port", number);
  else if (scheme !== "" && blockedPorts.has(number)) report("port-blocked-by-browsers", number);
}

/** The port a connection would use, as written in digits; "" where the scheme has none. */
export function effectivePort(port: string | undefined, scheme: string): string {
  return port ? withoutZeros(port) : (defaultPorts.get(scheme) ?? "");
}

/** Digits without leading zeros; "0" stays. Text that is not digits comes back as it is. */
export function withoutZeros(port: string): string {
  return port.replace(/^0+(?=\d)/, "");
}

// Fetch standard, "bad port".
const blockedPorts: ReadonlySet<string> = new Set(
  [
    "1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119",
    "123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989",
    "990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080",
  ].flatMap((line) => line.split(" ")),
);
