/** A server as a process of its own, on a loopback port that was free. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface RunningServer {
  port: number;
  stop(): Promise<void>;
}

const listensWithin = 30_000;

/** @param options Of the process: its user, its folder. @throws Error with what it printed, if it does not listen */
export async function runServer(
  command: string,
  args: (port: number) => readonly string[],
  options: { uid?: number; gid?: number; cwd?: string } = {},
): Promise<RunningServer> {
  const port = await freePort();
  const child = spawn(command, args(port), { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed = (printed + text).slice(-10_000);
    });
  const failure = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`${command} ended with ${code ?? signal}: ${printed}`)));
  });
  failure.catch(() => {});
  await Promise.race([listening(port, () => `${command} does not listen. It printed: ${printed}`), failure]).catch(
    async (error: unknown) => {
      await stop(child);
      throw error;
    },
  );
  return { port, stop: () => stop(child) };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function listening(port: number, complaint: () => string): Promise<void> {
  for (const end = Date.now() + listensWithin; Date.now() < end; await sleep(50)) if (await answers(port)) return;
  throw new Error(complaint());
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await once(child, "exit");
  clearTimeout(timer);
}
