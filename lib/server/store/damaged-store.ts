import "server-only";

/** What lies in the place of the store cannot be read as one. It is left as it is. */
export class DamagedStore extends Error {
  override readonly name = "DamagedStore";

  constructor(file: string, how = "It is not a SQLite database, or parts of it are destroyed.") {
    super(
      `LATCHKEY_DATA_DIR: the store ${file} is damaged. ${how} Nothing was changed. Put a backup in its place: npm run restore -- <backup>`,
    );
  }
}

export function isDamage(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^SQLITE_(NOTADB|CORRUPT)/.test(String(error.code));
}
