/**
 * One sealed answer as it must come out for ever: answers lie in stores and keys in browsers across versions. Data
 * only; the sides that seal and open share no code with it. The keys were made for this vector.
 */
export const sealVector = {
  recipient: {
    kty: "EC",
    crv: "P-256",
    x: "OhOJoSiE4IpFKwpo2aZs8ydNhQz4XydVa94ebG0AAJE",
    y: "1KdVQmRUI4nharyoEzzSyocskuO2u5RT7QhUU6lMxYE",
    d: "ZYU6yhJjxI3wJi-oEko6fLPDBymq9t5-3SShhqkYnF0",
  },
  public_key: "BDoTiaEohOCKRSsKaNmmbPMnTYUM-F8nVWveHmxtAACR1KdVQmRUI4nharyoEzzSyocskuO2u5RT7QhUU6lMxYE",
  context: {
    intent_id: "3f0d4c1e-0000-4000-8000-000000000001",
    account_id: "0d26daa6-5e44-4c97-a497-ef015f91254a",
    subject: "ada@example.com",
    kind: "custom-app-integration.create",
  },
  additional_data:
    '["latchkey sealed answer","3f0d4c1e-0000-4000-8000-000000000001","0d26daa6-5e44-4c97-a497-ef015f91254a","ada@example.com","custom-app-integration.create"]',
  info: "latchkey sealed answer v1",
  key: "bBqJnkQgoS4jHdHReRNQ8uQvtXuRVaJlIYi5iOcRYuk",
  plaintext: '{"integration_id":"i-1","client_id":"c-1","client_secret":"not-a-real-secret"}',
  sealed:
    "v1.BNiHhlgL9vrWKaNA3Gcxk23WuTN8WLXE1aSffBPNa56zmEcKQe9CvWyHM7VfV3YrT9oe2O8l_ce_74yus36KnwE.AAECAwQFBgcICQoL.0BaCEcvGHRYBhNcvJUk2Xlyfv1LgPO8v2QV3ZwIOOwx3k6jUlad3--Jtw86PcdihT-8gKrejNnO84s7ftUnlO_1k6XKyxLXZszUQHHMeSyXo1SMLBsYMTpPq94M9-A",
};
