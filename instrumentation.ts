/** Runs once before the console accepts requests: a bad configuration stops the start with one line. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkStart } = await import("@/lib/server/check-start");
  await checkStart();
}
