import "server-only";

/** Failures in a row that open it, and milliseconds until one call may try again. */
const threshold = 5;
const pause = 5_000;

/**
 * Keeps calls from an upstream that cannot be reached. It opens after five failures to connect in a row; from then
 * on one call in five seconds goes through to see, and its success closes it.
 */
export class CircuitBreaker {
  #failures = 0;
  #failingSince = 0;
  #probeAt = 0;

  /** Whether a call may go now. `now` is milliseconds. */
  admits(now: number): boolean {
    if (this.#failures < threshold) return true;
    if (now < this.#probeAt) return false;
    this.#probeAt = now + pause;
    return true;
  }

  /** Call with how each admitted call ended: whether a connection was made, whatever was answered. */
  note(connected: boolean, now: number): void {
    if (connected) {
      this.#failures = 0;
      return;
    }
    if (this.#failures === 0) this.#failingSince = now;
    this.#failures += 1;
    if (this.#failures >= threshold) this.#probeAt = now + pause;
  }

  /** When the failures in a row began, in the `now` of `note`. Undefined when the last call connected. */
  get failingSince(): number | undefined {
    return this.#failures === 0 ? undefined : this.#failingSince;
  }

  get isOpen(): boolean {
    return this.#failures >= threshold;
  }
}
