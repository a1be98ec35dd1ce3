import { queryOptions } from "@tanstack/react-query";
import { send } from "@/lib/http";
import { z } from "@/lib/zod";

const healthSchema = z.object({ status: z.literal("ok") });

/** Milliseconds between two questions whether the console's store works again. */
const pace = 3_000;

/** Whether the console is well. Asked again and again while somebody wants to know. */
export const healthQuery = () =>
  queryOptions({
    queryKey: ["health"],
    queryFn: ({ signal }) => send("/api/console/health", { schema: healthSchema, signal }),
    refetchInterval: pace,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
