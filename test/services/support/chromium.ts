/** Headless Chromium from the system's packages, for tests that look at a page. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const installed = (): string | undefined =>
  [process.env.CHROMIUM, ...places].find((place) => place && existsSync(place));

/**
 * Starts the browser, and installs it first where that is possible. Call `close()` on it.
 *
 * @param flags More of its command line.
 * @throws Error that says what to install
 */
export async function openChromium(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = installed() ?? install();
  // Its sandbox does not run as root.
  return chromium.launch({ executablePath, args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), ...flags] });
}

function install(): string {
  const isPossible = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!isPossible) {
    throw new Error(
      "These tests need Chromium. Install it (on Debian: apt-get install chromium), or set CHROMIUM to its path.",
    );
  }
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
  ]) {
    const { status, stderr } = spawnSync("apt-get", args, { env: environment, encoding: "utf8" });
    if (status !== 0)
      throw new Error(`apt-get ${args.join(" ")} failed, so Chromium could not be installed: ${stderr}`);
  }
  const place = installed();
  if (!place) throw new Error(`Chromium was installed, but is in none of: ${places.join(", ")}.`);
  return place;
}
