/** Request header with the codes of the warnings a person has accepted, separated by commas. */
export const acknowledgedHeader = "Latchkey-Acknowledged";

/** The header for these codes; none for none. */
export function acknowledgement(codes: readonly string[] = []): Record<string, string> {
  return codes.length === 0 ? {} : { [acknowledgedHeader]: [...new Set(codes)].join(",") };
}

/** The codes in the header of a request. */
export function acknowledgedCodes(headers: Headers): ReadonlySet<string> {
  const codes = headers.get(acknowledgedHeader)?.split(",") ?? [];
  return new Set(codes.map((code) => code.trim()).filter(Boolean));
}
