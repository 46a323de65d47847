/** The page of a drift report, looked at in a real browser. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { formats } from "../../cli/drift/formats/index.ts";
import type { DriftReport } from "../../cli/drift/report.ts";
import { canary, drifted, hostile, inSync } from "../support/driftReports.ts";
import { openChromium } from "./support/chromium.ts";

jest.setTimeout(5 * 60_000);

const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-drift-page-"));
const file = join(folder, "drift.html");

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

let page: Page;
/** Whatever the browser complained about, and whatever it asked for. */
let complaints: string[];

async function open(report: DriftReport, options: Parameters<Browser["newPage"]>[0] = {}): Promise<void> {
  writeFileSync(file, formats.html(report, { isTerminal: false, hasColours: false }));
  complaints = [];
  page = await browser.newPage({ viewport: { width: 1100, height: 900 }, ...options });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const url = request.url();
    if (url !== pathToFileURL(file).href && url !== "data:,") complaints.push(`request to ${url}`);
  });
  await page.goto(pathToFileURL(file).href);
}

afterEach(async () => {
  const found = complaints;
  await page.close();
  expect(found).toEqual([]);
});

const shown = async (): Promise<string[]> =>
  page
    .locator(".item:visible .name")
    .evaluateAll((names) => names.map(({ firstElementChild }) => firstElementChild.textContent));

const everything = ["shop", "shop", "shop", "web", "signing", "Legacy portal", "without a name"];

test("it shows everything but secrets, sends no request, and its policy allows none", async () => {
  await open(drifted);
  expect(await shown()).toEqual(everything);
  const text = (await page.locator("body").textContent()) ?? "";
  expect(text).toContain("2 of 12 resources differ");
  expect(text).toContain("https://elsewhere.example/callback");
  expect(await page.content()).not.toContain(canary);
  expect(await page.locator(".lines del").allTextContents()).toEqual(["old"]);
  expect(await page.locator(".lines ins").allTextContents()).toEqual(["new"]);
  await page.evaluate("fetch('https://evil.example/').catch(() => {})");
  await page.evaluate("document.body.append(Object.assign(new Image(), { src: 'https://evil.example/x.png' }))");
  const refused = complaints.splice(0);
  for (const address of ["https://evil.example/'", "https://evil.example/x.png"])
    expect(refused.find((text) => text.includes(address))).toContain("Content Security Policy");
});

test("filters by status and type, and a search in names, ids, properties and values", async () => {
  await open(drifted);
  const found = page.locator("#found");
  await page.getByLabel("Status").selectOption("deleted");
  expect(await shown()).toEqual(["web"]);
  expect(await found.textContent()).toBe("1 of 7 shown");
  expect(await page.getByRole("heading", { level: 2 }).allTextContents()).toEqual(["Resources that differ 1", "Notes"]);
  await page.getByLabel("Status").selectOption("");
  await page.getByLabel("Type").selectOption("Client");
  expect(await shown()).toEqual(["web", "without a name"]);
  await page.getByLabel("Type").selectOption("");
  for (const [words, names] of [
    ["elsewhere.EXAMPLE", ["shop"]],
    ["7hQ2pX/c81", ["web"]],
    ["firstclient.redirecturis  callback", ["shop"]],
    ["ann@shop.example", ["Legacy portal"]],
    ["no such thing", []],
  ] as const) {
    await page.getByLabel("Search").fill(words);
    expect(await shown()).toEqual(names);
  }
  await page.getByLabel("Search").fill("");
  expect(await shown()).toEqual(everything);
  expect(await found.textContent()).toBe("7 shown");
});

test("a stack is a filter where there are several", async () => {
  await open(drifted);
  expect(await page.getByLabel("Stack").count()).toBe(0);
  await page.close();
  const resources = drifted.resources.map((resource, index) => ({
    ...resource,
    stack: index === 0 ? "test" : "production",
  }));
  await open({ ...drifted, stacks: ["production", "test"], resources });
  await page.getByLabel("Stack").selectOption("test");
  expect(await shown()).toEqual(["shop"]);
});

test("many resources are closed at first, open at once or one by one with the keyboard, and on paper", async () => {
  const [shop] = drifted.resources as [DriftReport["resources"][number]];
  const resources = Array.from({ length: 8 }, (_, index) => ({ ...shop, name: `shop ${index}` }));
  await open({ ...inSync, inSync: false, resources });
  const tables = page.locator("table:visible");
  expect(await tables.count()).toBe(0);
  await page.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  expect(await tables.count()).toBe(1);
  await page.getByRole("button", { name: "Open all" }).click();
  expect(await tables.count()).toBe(8);
  await page.getByRole("button", { name: "Close all" }).click();
  expect(await tables.count()).toBe(0);
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  await page.emulateMedia({ media: "print" });
  expect(await tables.count()).toBe(8);
  expect(await page.locator("#tools:visible, button:visible").count()).toBe(0);
  expect((await page.pdf()).length).toBeGreaterThan(10_000);
  await page.evaluate("dispatchEvent(new Event('afterprint'))");
  expect(await tables.count()).toBe(0);
});

test("what is to be written is copied as it is", async () => {
  await open(drifted);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy" }).first().click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(
    drifted.resources[0]?.properties.flatMap(({ keep, secret }) => (keep && !secret ? [keep] : [])).join("\n"),
  );
});

test("names and values that are HTML stay text, and run nothing", async () => {
  const [shop] = drifted.resources as [DriftReport["resources"][number]];
  const resources = hostile.map((name) => ({
    ...shop,
    name,
    id: name,
    urn: `urn:pulumi:production::shop::t::${name}`,
    stack: name,
    message: name,
    next: name,
    properties: [{ path: name, program: name, tenant: [name], secret: false, keep: name }],
  }));
  await open({
    ...drifted,
    stacks: hostile,
    resources,
    unmanaged: hostile.map((name) => ({
      type: "Application",
      id: name,
      name,
      appId: name,
      createdBy: name,
      adopt: name,
    })),
    findings: hostile.map((name) => ({ code: "wrongTenant", urn: name, message: name })),
    notes: hostile,
  });
  await page.getByRole("button", { name: "Open all" }).click();
  expect(await page.title()).toMatch(/^Drift: /);
  expect(await page.locator("main script, main img, main b, main style, main link, main iframe").count()).toBe(0);
  const [script] = hostile;
  expect(await page.getByText(script as string, { exact: true }).count()).toBeGreaterThan(5);
  await page.getByLabel("Stack").selectOption(script as string);
  expect((await shown()).every((name) => name === script)).toBe(true);
});

test.each([1100, 640, 360])("at a width of %d, nothing is wider than the page", async (width) => {
  const [shop] = drifted.resources as [DriftReport["resources"][number]];
  const long = "averylongname".repeat(30);
  const properties = [...shop.properties, { path: long, program: long, tenant: long, secret: false, keep: long }];
  await open(
    { ...drifted, stacks: [long], resources: [{ ...shop, name: long, id: long, urn: long, properties }] },
    { viewport: { width, height: 900 } },
  );
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
});

test("without JavaScript, everything is there, and no control that does nothing", async () => {
  await open(drifted, { javaScriptEnabled: false });
  expect(await page.locator(".item:visible").count()).toBe(7);
  expect(await page.locator("input:visible, select:visible, button:visible").count()).toBe(0);
});

test("each control has a name, and headings are in their order", async () => {
  await open(drifted);
  for (const control of await page.locator("input:visible, select:visible").all())
    expect(await control.evaluate(({ labels }) => labels[0].textContent.trim())).toMatch(/^\w/);
  expect(await page.locator("h1, h2, h3").evaluateAll((all) => all.map(({ tagName }) => tagName))).toEqual([
    "H1",
    "H2",
    "H2",
    "H2",
    "H2",
  ]);
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  expect(await page.locator("th:not([scope])").count()).toBe(0);
});

test("in sync, there is nothing to filter", async () => {
  await open(inSync);
  expect(await page.locator("h1").textContent()).toBe(
    "In sync: the 12 resources of production are as the program last set them.",
  );
  expect(await page.locator("search, section").count()).toBe(0);
});
