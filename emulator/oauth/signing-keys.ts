import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { JWKS } from "oidc-provider";

/** One key for all accounts: generating it is the slowest thing the emulator does. */
export const newSigningKeys = async (): Promise<JWKS> => {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const { n, e, d, p, q, dp, dq, qi } = privateKey.export({ format: "jwk" });
  return { keys: [{ kty: "RSA", kid: "emulator", use: "sig", alg: "RS256", n, e, d, p, q, dp, dq, qi }] };
};
