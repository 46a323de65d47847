/** What a stack goes through, as programs that follow each other: the same for both faces. */
import type { Values } from "../../provider/fields/field.ts";
import { application, client } from "../../provider/resources/index.ts";
import type { Json } from "../../tools/engine/api.ts";
import { everyInput, fewestInputs, legacyInputs } from "../support/every.ts";
import type { World } from "./world.ts";

interface Declared {
  inputs: Values;
  /** Name of the application that a client belongs to. */
  of?: string;
}

/** Resources by name, applications before their clients. */
export type Program = Record<string, Declared>;

export interface Scenario {
  name: string;
  program: Program;
  /** What another hand does first. */
  before?(world: World): Promise<void>;
  /** Of `pulumi up`. */
  flags?: string[];
  /** It fails, and has sent nothing that changes anything. */
  isRefused?: true;
  /** A refresh finds nothing afterwards, and then there is nothing to do. */
  isSettled?: true;
  says: string[];
  /** What an earlier scenario said, and what is no news any more. */
  saysNot?: string[];
  /** What the API then holds, among other things: by name. */
  applications?: Record<string, Json>;
  clients?: Record<string, Json>;
}

export const source = (program: Program): string =>
  Object.entries(program)
    .map(([name, { inputs, of }]) => {
      const [kind, own] = [of === undefined ? "Application" : "Client", JSON.stringify(inputs)];
      const given = of === undefined ? own : `{ ...${own}, appId: ${of}.appId }`;
      return `const ${name} = new transmit.${kind}("${name}", ${given});`;
    })
    .join("\n");

const embedded = application.fields.firstClient;

/** Every input of every kind of resource, at a revision. */
function everything(revision: number) {
  const suite = everyInput(embedded, revision, "saml");
  return {
    shop: { inputs: everyInput(application, revision) },
    suite: { inputs: { appName: "Suite", firstClient: { ...suite, name: "Suite" } as Values } },
    legacy: { inputs: { appName: "Legacy", ...legacyInputs(application, revision) } as Values },
    mobile: { of: "shop", inputs: { ...everyInput(client, revision, "oidc"), name: "Mobile" } },
    partners: { of: "shop", inputs: { ...everyInput(client, revision, "saml"), name: "Partners" } },
  } satisfies Program;
}

const created = everything(0);
const edited = everything(1);

const firstOf = ({ inputs }: Declared): Values => fewestInputs(embedded, inputs.firstClient as Values);

const bare = {
  shop: { inputs: { appName: edited.shop.inputs.appName, firstClient: firstOf(edited.shop) } },
  suite: { inputs: { appName: "Suite", firstClient: firstOf(edited.suite) } },
  legacy: { inputs: { appName: "Legacy", clientDisplayName: edited.legacy.inputs.clientDisplayName } },
  mobile: { of: "shop", inputs: fewestInputs(client, edited.mobile.inputs) },
  partners: { of: "shop", inputs: fewestInputs(client, edited.partners.inputs) },
} satisfies Program;

const web = { name: "Web", redirectUris: ["https://suite.example/web"] };
const samlMobile = { name: "Mobile", authenticationProtocol: "saml", spEntityId: "urn:mobile" };

const moved: Program = {
  ...bare,
  suite: { inputs: { appName: "Suite", firstClient: web } },
  mobile: { of: "shop", inputs: samlMobile },
  partners: { of: "legacy", inputs: bare.partners.inputs },
};

const renamed: Program = {
  ...moved,
  shop: { inputs: { ...bare.shop.inputs, appName: "Store" } },
  suite: { inputs: { appName: "Suite", firstClient: { ...web, name: "Site", sessionExpiration: 60 } } },
  mobile: { of: "shop", inputs: { ...samlMobile, name: "Pocket", deletionProtection: true } },
};

const newStyle: Program = {
  ...renamed,
  suite: { inputs: { appName: "Suite", firstClient: { ...web, name: "Site" } } },
  legacy: {
    inputs: {
      appName: "Legacy",
      firstClient: { name: "New style", redirectUris: ["https://legacy.example", "http://legacy.example"] },
      signingKeyEnabled: true,
    },
  },
};

const { mobile: _, ...withoutMobile } = newStyle;
const freed: Program = { ...newStyle, mobile: { of: "shop", inputs: { ...samlMobile, name: "Pocket" } } };

/** Finds somebody's ids by names, in the API. */
async function idsIn(world: World, appName: string, name?: string): Promise<{ app: string; path: string }> {
  const app = (await world.applications()).find((one) => one.app_name === appName)?.app_id as string;
  const clients = await world.clients(app);
  const found = clients.find((one) => one.name === name)?.client_id;
  return { app: `/v1/applications/${app}`, path: `/v1/applications/${app}/clients/${found}` };
}

export const scenarios: Scenario[] = [
  {
    name: "up creates what a program describes, with every input of every kind of resource",
    program: created,
    isSettled: true,
    says: ["6 created"],
    applications: {
      "appName 0": { allow_public_signup: true, custom_domain: "customdomain0.example" },
    },
    clients: {
      "name 0": {
        is_third_party: true,
        authentication_configuration: { jwks: { keys: [{ kid: "key_0", kty: "RSA" }] } },
      },
      Suite: { authentication_protocol: "saml", supported_prompts: ["login"] },
    },
  },
  {
    name: "up changes every input, and replaces objects whole",
    program: edited,
    isSettled: true,
    says: [
      "5 updated",
      "subdomain will change. Changing it changes the issuer",
      "customDomain will change. Changing it changes the issuer",
    ],
  },
  {
    name: "up undoes what was removed, and warns of what the API keeps",
    program: bare,
    isSettled: true,
    says: ["5 updated", "customDomain was removed from the program, but the API keeps its value"],
    applications: {
      "appName 1": { app_description: "", service_providers: [], invite_member_email_expiration_minutes: 2880 },
    },
    clients: { Mobile: { description: "", enforce_par: false, default_custom_claims: [] } },
  },
  {
    name: "up heals drift in what the program says, of the default client too, and leaves the rest",
    program: bare,
    before: async (world) => {
      const { app, path } = await idsIn(world, "appName 1", "name 1");
      await world.api("PUT", app, { app_name: "Theirs", login_uri: "https://theirs.example" });
      await world.api("PUT", path, { redirect_uris: ["https://evil.example"] });
      const partners = await idsIn(world, "Theirs", "Partners");
      await world.api("PUT", partners.path, { sp_entity_id: "urn:evil" });
    },
    flags: ["--refresh"],
    says: ["2 updated"],
    applications: { "appName 1": { login_uri: "https://theirs.example" } },
    clients: {
      "name 1": { redirect_uris: ["https://redirecturis.example/1", "https://redirecturis.example/2"] },
      Partners: { sp_entity_id: "spEntityId 1" },
    },
  },
  {
    name: "up makes again what was deleted behind Pulumi's back",
    program: bare,
    before: async (world) => {
      await world.api("DELETE", (await idsIn(world, "appName 1", "Mobile")).path);
      await world.api("DELETE", (await idsIn(world, "Suite")).app);
    },
    flags: ["--refresh"],
    says: ["2 created"],
  },
  {
    name: "up replaces a client whose application or protocol changes, and an application whose default client's does",
    program: moved,
    isSettled: true,
    says: ["3 replaced"],
    clients: { Mobile: { authentication_protocol: "saml" }, Web: { authentication_protocol: "oidc" } },
  },
  {
    name: "up renames, where names are unique, and changes the default client by itself",
    program: renamed,
    says: ["3 updated"],
    applications: { Store: {} },
    clients: { Pocket: {}, Site: { session_expiration: 60 } },
  },
  {
    name: "up takes the deprecated inputs' default client for a firstClient, and takes back what that no longer says",
    program: newStyle,
    isSettled: true,
    says: [
      "2 updated",
      "firstClient.redirectUris[1] is plain http to another machine",
      "signingKeyEnabled: true needs subdomain or customDomain",
    ],
    clients: { "New style": { redirect_uris: ["https://legacy.example", "http://legacy.example"] } },
  },
  {
    name: "up refuses to delete what is protected, also when it has left the program",
    program: withoutMobile,
    isRefused: true,
    says: ["its deletionProtection is on", "set deletionProtection to false, run pulumi up, and try again"],
  },
  {
    name: "up takes the protection off",
    program: freed,
    says: ["1 updated"],
    saysNot: ["plain http", "needs subdomain"],
  },
  {
    name: "what is taken is said to be, and what to do",
    program: {
      ...freed,
      other: { inputs: { appName: "Store", appDescription: "Another", firstClient: web } },
    },
    isRefused: true,
    says: [
      "POST /v1/applications answered 409",
      'Another application already has the appName "Store": ',
      "deleteBeforeReplace: true",
      'transmit.Application.get("application"',
    ],
  },
  {
    name: "a bad application is refused before any request, with every problem named",
    program: {
      ...freed,
      bad: {
        inputs: {
          appName: "",
          firstClient: { redirectUri: "x", redirectUris: ["cb", "https://a.example/#b"], sessionExpiration: "1" },
        },
      },
    },
    isRefused: true,
    says: [
      "appName is empty",
      "firstClient.redirectUri is not a property of a client. Did you mean redirectUris?",
      "firstClient.name is missing",
      'firstClient.redirectUris[0] is "cb", which is not an absolute URI',
      "A redirect URI must not have one (RFC 6749, 3.1.2)",
    ],
  },
  {
    name: "a bad client is, too, and no secret is shown",
    program: {
      ...freed,
      bad: {
        of: "shop",
        inputs: { name: "", redirectUris: [], spEntityId: "x", idTokenEncryption: { enabled: true, jwks: "canary" } },
      },
    },
    isRefused: true,
    says: [
      "name is empty",
      "spEntityId is a property of a SAML client",
      "idTokenEncryption.jwks is a string (not shown)",
    ],
  },
];
