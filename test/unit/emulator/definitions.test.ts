/** Of fields, the emulator knows what the tables say and nothing else. */

import { count, object, oneOf, uri } from "../../../provider/fields/builders.ts";
import type { Field } from "../../../provider/fields/field.ts";
import { application } from "../../../provider/resources/application.ts";
import { client } from "../../../provider/resources/client.ts";
import type { Emulated } from "../../support/emulated.ts";

let emulated: Emulated;
afterEach(() => emulated.close());

test("a line that is new in a table is accepted, checked, kept unique and answered, with no other change", async () => {
  const page = {
    mainPage: uri("A page.", { required: true }),
    depth: count("Levels.", { required: true, default: 3 }),
  };
  const lines: Record<string, Field> = {
    accentColour: oneOf(["red", "green"], "A colour.", { required: true, default: "red" }),
    homePage: uri("A page.", { unique: true }),
    siteMap: object("SiteMap", page, "Pages.", { only: "oidc" }),
  };
  Object.assign(client.fields, lines);
  Object.assign(application.fields, { homePage: lines.homePage });
  // The emulator reads the tables when it is loaded.
  const { createApplication, createClient, emulate, messagesOf, oidc, path } = await import(
    "../../support/emulated.ts"
  );
  emulated = await emulate();

  const shop = await createApplication(emulated, { home_page: "https://shop.example" });
  expect(shop).toMatchObject({ home_page: "https://shop.example" });
  const body = { app_name: "Other", client_display_name: "Other", home_page: "https://shop.example" };
  expect((await emulated.send("POST", path.applications, body)).status).toBe(409);

  const web = await createClient(emulated, shop, { ...oidc, accent_colour: "green" });
  expect(web).toMatchObject({ accent_colour: "green", home_page: "", site_map: { main_page: "", depth: 3 } });
  const refused = await emulated.send("POST", path.clients(shop), { ...oidc, home_page: "home", site_map: {} });
  expect(messagesOf(refused).sort()).toEqual([
    "accent_colour should not be empty",
    'home_page must match format "uri"',
    "site_map.depth should not be empty",
    "site_map.main_page should not be empty",
  ]);
});
