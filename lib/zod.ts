import { z } from "zod";

// The content security policy forbids eval. Zod tries it once, when the first schema is made, and the browser
// reports the attempt; so every schema imports zod from here, where that is switched off first.
z.config({ jitless: true });

export { z };
