/** Tests have a Pulumi home of their own, which goes with them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const home = mkdtempSync(join(tmpdir(), "pulumi-transmit-home-"));
process.env.PULUMI_HOME = home;
afterAll(() => rmSync(home, { recursive: true, force: true }));
