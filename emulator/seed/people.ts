import type { Person } from "../account";
import type { Creator } from "./connection";

/** Sample people are named by what they may do. */
export const samplePeople = (): Person[] => [
  {
    id: 5_147_322_090_174_223n,
    user_name: "admin@example.com",
    display_name: "Account admin",
    account_admin: true,
  },
  {
    id: 9_007_199_254_740_993n,
    user_name: "second.admin@example.com",
    display_name: "Second account admin",
    account_admin: true,
  },
  {
    id: 1_208_877_310_442_918n,
    user_name: "analyst@example.com",
    display_name: "Analyst",
    account_admin: false,
  },
];

/** People who created connections; the last two have left and cannot sign in. */
export const creators: readonly [Creator, ...Creator[]] = [
  { id: 5_147_322_090_174_223n, user_name: "admin@example.com" },
  { id: 9_007_199_254_740_993n, user_name: "second.admin@example.com" },
  { id: 9_223_372_036_854_775_807n, user_name: "platform.team@example.com" },
  { id: 3_310_554_871_200_461n, user_name: "former.admin@example.com" },
];
