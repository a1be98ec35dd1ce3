import "server-only";

/** Calls per second, and how many may come at once after a pause. */
const rate = 10;
const burst = 10;

/** Spreads calls to one account over time. First come, first served; times are milliseconds of any one clock. */
export class TokenBucket {
  #tokens = burst;
  #at = 0;

  /** Takes a place and tells how many milliseconds to wait for it. */
  take(now: number): number {
    const elapsed = Math.max(0, now - this.#at);
    this.#at = Math.max(this.#at, now);
    this.#tokens = Math.min(burst, this.#tokens + (elapsed * rate) / 1000) - 1;
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens * 1000) / rate);
  }
}
