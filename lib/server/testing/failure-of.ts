import "server-only";
import { Failure } from "@/lib/server/failure";

/** The Failure that `work` throws. */
export async function failureOf(work: () => unknown): Promise<Failure> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("It was let through.");
}
