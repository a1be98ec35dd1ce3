// @ts-check
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// Preloaded into the consoles of the campaign: on SIGUSR2 one collects what is garbage and tells what it has left.

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

process.on("SIGUSR2", () => {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ level: 20, memory: { heapUsed, rss } })}\n`);
});
