/** The emulator's page, looked at in a real browser. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { type Emulated, emulate } from "../support/emulated.ts";
import { openChromium } from "./support/chromium.ts";

jest.setTimeout(5 * 60_000);

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium(["--host-resolver-rules=MAP rebound.example 127.0.0.1"]);
});
afterAll(() => browser?.close());

const long = "A long name ".repeat(17).trim();
const names = ["Shop", "<script>document.title = 'broken'</script>", "متجر الهدايا", long, "\u202Eright to left"];
const seed = {
  tenantId: "acme",
  applications: names.map((appName, index) => ({
    appName,
    appId: `app${index}`,
    appDescription: `<img src="https://evil.example/x.png">`,
    clients: [
      {
        name: "Web",
        clientId: `web${index}`,
        clientSecret: `canary-${index}`,
        redirectUris: ["https://b.example/", "https://a.example/"],
      },
    ],
  })),
};

let emulated: Emulated;
let page: Page;
/** Whatever the browser complained about, and whatever it asked of others. */
let complaints: string[];

async function open(options: Parameters<typeof emulate>[0] = { seed }, width = 1200): Promise<void> {
  emulated = await emulate({ page: true, ...options });
  complaints = [];
  page = await browser.newPage({ viewport: { width, height: 900 } });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(emulated.url)) complaints.push(`request to ${request.url()}`);
    if (request.url().includes(tokenOf())) complaints.push("the token is in a URL");
  });
  await page.goto(`${emulated.url}/_emulator`);
  await page.getByText("live", { exact: true }).waitFor();
}

const tokenOf = () => String(emulated.pageUrl).split("#token=")[1] as string;

afterEach(async () => {
  const found = complaints;
  await page.close();
  await emulated.close();
  expect(found).toEqual([]);
});

const textOf = async (): Promise<string> => (await page.locator("body").textContent()) ?? "";
const item = (name: string) =>
  page.locator("details.item", { has: page.locator(`summary:has-text(${JSON.stringify(name)})`) }).first();
const openItem = async (name: string) => {
  await item(name).locator("summary").first().click();
  await item(name).locator("details.item summary").first().click();
};

test("applications appear with untidy names as text, and nothing is wider than the page", async () => {
  await open();
  for (const name of names) await page.locator("#contents .name", { hasText: name }).first().waitFor();
  expect(await page.title()).toBe("Emulator · pulumi-transmit");
  expect(await page.locator("#contents script, #contents img").count()).toBe(0);
  expect(await page.locator("#contents .name bdi").first().getAttribute("dir")).toBe("auto");
  await openItem("Shop");
  expect(await item("Shop").locator("dd").allTextContents()).toContain('<img src="https://evil.example/x.png">');
  for (const width of [1200, 400]) {
    await page.setViewportSize({ width, height: 900 });
    const inner = await page.evaluate("document.documentElement.scrollWidth");
    expect(inner).toBeLessThanOrEqual(width);
  }
});

test("a request of the API shows up with its change, and contents follow while an item stays open", async () => {
  await open();
  await openItem("Shop");
  await emulated.send("PUT", "/v1/applications/app0/clients/web0", {
    redirect_uris: ["https://b.example/", "https://new.example/"],
  });
  const change = page.locator("#requests .change", { hasText: "updated client Web" });
  await change.waitFor();
  expect(await change.locator("del").textContent()).toBe("https://a.example/");
  expect(await change.locator("ins").textContent()).toBe("https://new.example/");
  await item("Shop").locator("dd", { hasText: "https://new.example/" }).waitFor({ state: "visible" });
  await emulated.send("DELETE", "/v1/applications/app1");
  await page.locator("#contents .name", { hasText: "<script>" }).waitFor({ state: "detached" });
  await page.getByLabel("Show reads").uncheck();
  expect(await page.locator("#requests .method").allTextContents()).toEqual(["DELETE", "PUT"]);
});

test("a switch that is toggled changes the API's behaviour, and so does a fault", async () => {
  await open();
  const uris = async () => {
    const { body } = await emulated.send("GET", "/v1/applications/app0/clients/web0");
    return (body as { redirect_uris: string[] }).redirect_uris;
  };
  expect(await uris()).toEqual(["https://b.example/", "https://a.example/"]);
  await page.getByRole("tab", { name: "Behaviour" }).click();
  const changed = page.waitForResponse((answer) => answer.request().method() === "PUT");
  await page.locator('input[name="arrays"][value="sorted"]').check();
  await changed;
  expect(await uris()).toEqual(["https://a.example/", "https://b.example/"]);
  await page.getByRole("tab", { name: "Faults" }).click();
  await page.getByLabel("Method").selectOption("GET");
  await page.getByLabel("Status").selectOption("429");
  await page.getByRole("button", { name: "Add" }).click();
  await page.locator(".rules li").waitFor();
  expect((await emulated.send("GET", "/v1/applications")).status).toBe(429);
  await page.locator("#requests .fault", { hasText: "fault: status" }).waitFor();
  await page.getByRole("button", { name: "Remove the fault status" }).click();
  await page.getByText("No faults").waitFor();
  expect((await emulated.send("GET", "/v1/applications")).status).toBe(200);
});

test("a secret is invisible without the token, and visible with it", async () => {
  await open();
  await openItem("Shop");
  expect(await textOf()).not.toContain("canary");
  await page.getByRole("button", { name: "Show secrets" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("#token=").fill("wrong");
  // The browser itself reports the refusal.
  const before = complaints.length;
  await dialog.getByRole("button", { name: "Continue" }).click();
  await dialog.getByText("This is not the token").waitFor();
  complaints.splice(before);
  await dialog.getByLabel("#token=").fill(tokenOf());
  await dialog.getByRole("button", { name: "Continue" }).click();
  await item("Shop").getByText("canary-0").waitFor({ state: "visible" });
  await page.getByRole("button", { name: "Hide secrets" }).click();
  await item("Shop").getByText("canary-0").waitFor({ state: "detached" });
});

test("the printed address brings the token, which leaves the address bar", async () => {
  await open();
  const other = await browser.newPage();
  await other.goto(String(emulated.pageUrl));
  await other.getByRole("button", { name: "Show secrets" }).click();
  await other.getByRole("button", { name: "Hide secrets" }).waitFor();
  expect(other.url()).toBe(`${emulated.url}/_emulator`);
  await other.locator("details.item summary").first().click();
  await other.locator("details.item details.item summary").first().click();
  await other.getByText("canary-0").waitFor({ state: "visible" });
  await other.close();
});

test("contents are saved as a seed with the token, and reset leads back to the start", async () => {
  await open();
  await emulated.send("DELETE", "/v1/applications/app1");
  await page.getByRole("button", { name: "Save as seed" }).click();
  await page.getByRole("dialog").getByLabel("#token=").fill(tokenOf());
  const saved = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "Continue" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("tenant.json");
  expect(JSON.parse(readFileSync(await download.path(), "utf8"))).toEqual(emulated.contents());
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "Reset" }).click();
  await page.locator("#contents .name", { hasText: "<script>" }).waitFor();
  expect(emulated.contents().applications).toHaveLength(names.length);
});

test("an empty tenant says what to do, and is followed by what comes", async () => {
  await open({});
  await page.getByText("Nothing here yet").waitFor({ state: "visible" });
  expect(await textOf()).toContain(`export TRANSMIT_BASE_URL=${emulated.baseUrl}`);
  expect(await textOf()).not.toContain(emulated.credentials.clientSecret);
  await emulated.send("POST", "/v1/applications", { app_name: "First", client_display_name: "Web" });
  await page.locator("#contents .name", { hasText: "First" }).waitFor();
  expect(await page.getByText("Nothing here yet").isVisible()).toBe(false);
});

test("it is used with the keyboard alone, also on a narrow screen", async () => {
  await open({ seed }, 400);
  await page.getByRole("tab", { name: "Contents" }).focus();
  await page.keyboard.press("ArrowRight");
  expect(await page.getByRole("tab", { name: "Requests" }).getAttribute("aria-selected")).toBe("true");
  await page.locator("#requests").waitFor({ state: "visible" });
  await page.keyboard.press("ArrowLeft");
  await page.getByLabel("Filter").focus();
  await page.keyboard.type("app3");
  await page.getByText("1 found").waitFor();
  for (let step = 0; step < 3; step++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator("#contents details[open]").first().waitFor();
  await emulated.send("PUT", "/v1/applications/app3", { app_description: "New" });
  await page.locator("#contents dd", { hasText: "New" }).waitFor();
  expect(await page.evaluate("document.activeElement.tagName")).toBe("SUMMARY");
});

test("a page of another origin can neither read nor change anything", async () => {
  await open();
  const site = createServer((_, response) =>
    response.setHeader("content-type", "text/html").end("<p>another site</p>"),
  );
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const foreign = await browser.newPage();
  try {
    await foreign.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    const attempt = (path: string, init: object) =>
      foreign.evaluate(
        `fetch(${JSON.stringify(`${emulated.url}/_emulator/${path}`)}, ${JSON.stringify(init)})
          .then((answer) => "answered " + answer.status + " " + answer.type, () => "refused")`,
      );
    expect(await attempt("state", {})).toBe("refused");
    expect(await attempt("reset", { method: "POST", mode: "no-cors" })).toBe("refused");
    expect(await attempt("faults", { method: "PUT", body: "[]" })).toBe("refused");
    await foreign.setContent(`<iframe src="${emulated.url}/_emulator"></iframe>`);
    await foreign.waitForTimeout(200);
    expect(emulated.contents().applications).toHaveLength(names.length);
    expect(await page.locator("#requests .request").count()).toBe(1);
  } finally {
    await foreign.close();
    await new Promise((resolve) => site.close(resolve));
  }
});

test("a site that makes its name point to this machine is refused", async () => {
  await open();
  const rebound = await browser.newPage();
  const { port } = new URL(emulated.url);
  const answer = await rebound.goto(`http://rebound.example:${port}/_emulator`);
  expect([answer?.status(), await rebound.locator("body").textContent()]).toEqual([
    403,
    expect.stringContaining(`its Host is not 127.0.0.1:${port}`),
  ]);
  expect(await rebound.evaluate("fetch('/_emulator/state').then((answer) => answer.status)")).toBe(403);
  await rebound.close();
});

test("it says when the emulator has ended", async () => {
  await open();
  await emulated.close();
  await page.getByText("the emulator has ended").waitFor();
  // The browser itself reports that nobody answers.
  complaints.length = 0;
});
