/** How the emulator spells URIs and domains in answers, where an API may have a spelling of its own. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { respell } from "../../../emulator/api/uri.ts";
import { type Settings, switches } from "../../../emulator/tenant/behaviour.ts";
import {
  createApplication,
  createClient,
  type Emulated,
  emulate,
  oidc,
  path,
  resultOf,
} from "../../support/emulated.ts";
import { root } from "../../support/root.ts";

/** The same in every spelling but the one that was sent. */
const all = (spelling: string) => [spelling, spelling, spelling] as const;

test.each<readonly [sent: string, normalised: string, slashed: string, unslashed: string]>([
  ["https://a.example", ...all("https://a.example/")],
  ["https://a.example/", ...all("https://a.example/")],
  ["https://a.example?x=1", ...all("https://a.example/?x=1")],
  ["https://a.example#top", ...all("https://a.example/#top")],
  ["HTTPS://A.Example/Cb", "https://a.example/Cb", "https://a.example/Cb/", "https://a.example/Cb"],
  ["https://a.example/cb/", "https://a.example/cb/", "https://a.example/cb/", "https://a.example/cb"],
  ["https://a.example/cb//", "https://a.example/cb//", "https://a.example/cb//", "https://a.example/cb/"],
  ["https://a.example//", "https://a.example//", "https://a.example//", "https://a.example/"],
  ["https://a.example/b?c=/", "https://a.example/b?c=/", "https://a.example/b/?c=/", "https://a.example/b?c=/"],
  ["https://a.example/b/?C", "https://a.example/b/?C", "https://a.example/b/?C", "https://a.example/b?C"],
  ["https://a.example/b/#C/", "https://a.example/b/#C/", "https://a.example/b/#C/", "https://a.example/b#C/"],
  ["https://a.example:443", ...all("https://a.example/")],
  ["http://a.example:80", ...all("http://a.example/")],
  ["https://a.example:80", ...all("https://a.example:80/")],
  ["http://a.example:443", ...all("http://a.example:443/")],
  ["https://a.example:8443", ...all("https://a.example:8443/")],
  ["http://[2001:DB8::80]:80", ...all("http://[2001:db8::80]/")],
  ["https://Me:Pass@A.Example", ...all("https://Me:Pass@a.example/")],
  ["https://a.example/%7eA/", "https://a.example/%7eA/", "https://a.example/%7eA/", "https://a.example/%7eA"],
  ["https://a.example/%2F", "https://a.example/%2F", "https://a.example/%2F/", "https://a.example/%2F"],
  ["https://a.example/a/../b", "https://a.example/a/../b", "https://a.example/a/../b/", "https://a.example/a/../b"],
  ["https://a.example/é", "https://a.example/é", "https://a.example/é/", "https://a.example/é"],
  ["https://A.example\\B", "https://a.example\\B", "https://a.example\\B/", "https://a.example\\B"],
  ["com.Shop.App:/CallBack", ...all("com.Shop.App:/CallBack")],
  ["App://Host", ...all("App://Host")],
  ["urn:Shop:Suite", ...all("urn:Shop:Suite")],
])("the URI %s is as sent, or %s, %s or %s", (sent, normalised, slashed, unslashed) => {
  const spelt = switches.uris.map((how) => respell(how, "uri", sent));
  expect(spelt).toEqual([sent, normalised, slashed, unslashed]);
});

test.each(switches.uris)("domains and labels are as sent or in lower case, and other texts as sent (%s)", (how) => {
  const lower = how !== "as-sent";
  expect(respell(how, "domain", "Login.Shop.Example")).toBe(lower ? "login.shop.example" : "Login.Shop.Example");
  expect(respell(how, "label", "Shop")).toBe(lower ? "shop" : "Shop");
  expect(respell(how, undefined, "HTTPS://A.Example")).toBe("HTTPS://A.Example");
  expect(respell(how, "date-time", "2030-01-01T00:00:00Z")).toBe("2030-01-01T00:00:00Z");
});

describe("in answers", () => {
  let emulated: Emulated;
  afterEach(() => emulated.close());

  test.each<[Settings["uris"], callback: string, approval: string, domain: string]>([
    ["as-sent", "https://A.example/cb", "https://B.example", "Login.A.example"],
    ["normalised", "https://a.example/cb", "https://b.example/", "login.a.example"],
    ["slashed", "https://a.example/cb/", "https://b.example/", "login.a.example"],
    ["unslashed", "https://a.example/cb", "https://b.example/", "login.a.example"],
  ])("%s: lists, nested objects, and domains that are answered elsewhere", async (uris, callback, approval, domain) => {
    emulated = await emulate({ behaviour: { uris } });
    const shop = await createApplication(emulated, { custom_domain: "Login.A.example" });
    const device = { enabled: true, success_uri: "app:/Done", input_uri: "app:/Code" };
    const web = await createClient(emulated, shop, {
      ...oidc,
      redirect_uris: ["https://A.example/cb"],
      device_authorization: { ...device, approval_uri: "https://B.example" },
    });
    expect(web).toMatchObject({
      redirect_uris: [callback],
      device_authorization: { ...device, approval_uri: approval },
    });
    expect(resultOf(await emulated.send("GET", path.application(shop)))).toMatchObject({ custom_domain: { domain } });
  });
});

test("nothing of this is the provider's: no file of the emulator knows its rule for what is the same", () => {
  const folder = join(root, "emulator");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const sources = files.map((file) => readFileSync(join(folder, file), "utf8"));
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.filter((text) => /\bnormalise\b/.test(text))).toEqual([]);
});
