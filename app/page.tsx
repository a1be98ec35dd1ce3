import { redirect } from "next/navigation";
import { paths } from "@/lib/paths";
import { currentSession } from "@/lib/server/require-session";

export default async function StartPage(): Promise<never> {
  const session = await currentSession();
  redirect(session ? paths.connections(session.account_id) : paths.signIn());
}
