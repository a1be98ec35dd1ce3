/** What a console can keep its things in. */
export const stores = ["sqlite", "postgres"] as const;
export type Store = (typeof stores)[number];
