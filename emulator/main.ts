import { readEnv } from "./env";
import { startEmulator } from "./server";

const fail = (message: string): never => {
  process.stderr.write(`emulator: ${message}\n`);
  process.exit(1);
};

const options = readEnv(process.env);
if (typeof options === "string") fail(options);
else {
  const emulator = await startEmulator(options).catch((error: Error) => fail(error.message));
  const stop = () => void emulator.close().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.stdout.write(`emulator ready ${emulator.origin}\n`);
}
