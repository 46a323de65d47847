/** Random inputs that the tables allow: every field, both protocols, any combination. */
import * as fc from "fast-check";
import { type Settings, switches } from "../../emulator/tenant/behaviour.ts";
import type { Field, Resource, Shape, Values, Variant } from "../../provider/fields/field.ts";
import { inputsOf, variantsOf } from "../../provider/fields/shape.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";

export interface Program {
  application: Values;
  /** Without `appId`, which is the application's. */
  clients: Values[];
  keys: Values[];
}

/** A failure prints its seed: `SEED=… npx jest <the test>` runs the same programs again. */
export const again = process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) };

/** Every way in which the API may behave. */
export const settings = fc.record(
  Object.fromEntries(Object.entries(switches).map(([name, values]) => [name, fc.constantFrom(...values)])),
) as unknown as fc.Arbitrary<Settings>;

/** Some have a letter in a Unicode form that is not NFC. */
const word = fc.stringMatching(/^[a-zA-Z0-9äß€ ]{0,11}[a-z]$/).map((text) => text.replace("€", "e\u0301"));
const certificate = "-----BEGIN CERTIFICATE-----\nAQ==\n-----END CERTIFICATE-----";
const pem = fc.constantFrom(certificate, `${certificate}\n`, `\n${certificate.replaceAll("\n", "\r\n")}\r\n`);
const label = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);

const uri = fc.oneof(
  fc
    .tuple(label, fc.constantFrom("", "/", "/Path", "/a/b/", "/x?y=1"))
    .map(([host, path]) => `https://${host}.Example${path}`),
  label.map((host) => `https://${host}.example:443/cb`),
  label.map((host) => `com.${host}.app:/callback`),
);

/** A value of a field. */
export const valueFor = (field: Field): fc.Arbitrary<unknown> => rawValueFor(field).map(plain);

/** As JSON has it, without the prototypes that the generator leaves out. */
const plain = <T>(value: T): T => (value === undefined ? value : JSON.parse(JSON.stringify(value)));

function rawValueFor(field: Field): fc.Arbitrary<unknown> {
  switch (field.type) {
    case "string":
      if (field.enum) return fc.constantFrom(...field.enum);
      if (field.format === "uri") return uri;
      if (field.format === "label") return label.map((name) => name[0]?.toUpperCase() + name.slice(1));
      if (field.format === "domain") return label.map((name) => `${name}.Shop.example`);
      if (field.format === "pem") return pem;
      return field.minLength ? word : fc.oneof({ weight: 5, arbitrary: word }, fc.constant(""));
    case "number":
      return fc.integer({ min: field.minimum ?? 0, max: field.maximum ?? 100_000 });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.uniqueArray(valueFor(field.items), {
        maxLength: 4,
        selector: (item) =>
          String(item)
            .toLowerCase()
            .replace(/\/$|:443/, ""),
      });
    case "object":
      return valuesOf(field);
    case "json":
      if (field.needs) return fc.record({ kty: fc.constantFrom("RSA", "EC"), kid: label, snake_case: word });
      return fc.record({
        keys: fc.array(fc.record({ kid: label, kty: fc.constant("RSA"), snake_case: word }), { maxLength: 2 }),
      });
    default:
      throw new Error(`${field.type} is of answers alone`);
  }
}

/** Values for a shape: what is required, and some of the rest. */
export function valuesOf(shape: Shape, variant?: Variant): fc.Arbitrary<Values> {
  const fields = inputsOf(shape, variant).filter(([, field]) => !isSetApart(field));
  const required = fields.filter(([, field]) => field.required).map(([name]) => name);
  const arbitraries = Object.fromEntries(fields.map(([name, field]) => [name, valueFor(field)]));
  return fc.record(arbitraries, { requiredKeys: required }).map(withoutExclusions);
}

/** What is put together elsewhere: the default client and what it stands for, and where a client belongs. */
const isSetApart = (field: Field): boolean =>
  (field.type === "object" && field.embeds !== undefined) ||
  field.mirrorsClientField !== undefined ||
  field.sent === "never";

/** Without what excludes another value. */
export function withoutExclusions(values: Values): Values {
  if (values.syncIdTokenClaimsToUserinfo !== true) return values;
  const { defaultUserInfoClaims: _, ...others } = values;
  return others;
}

export const clientInputs: fc.Arbitrary<Values> = fc
  .constantFrom(...variantsOf(client))
  .chain((variant) => valuesOf(client, variant).map((values) => ({ ...values, authenticationProtocol: variant })))
  // Left out, the protocol is the default one.
  .chain((values) =>
    fc.boolean().map((isLeftOut) => (isLeftOut && values.authenticationProtocol === "oidc" ? without(values) : values)),
  );

function without({ authenticationProtocol: _, ...values }: Values): Values {
  return values;
}

/** The deprecated way to say what the default client is. */
const legacyInputs: fc.Arbitrary<Values> = fc.record(
  Object.fromEntries(
    inputsOf(application as Resource)
      .filter(([, field]) => field.mirrorsClientField !== undefined)
      .map(([name, field]) => [name, name === "clientDisplayName" ? word : valueFor(field)]),
  ),
  { requiredKeys: ["clientDisplayName"] },
);

export const applicationInputs: fc.Arbitrary<Values> = fc
  .tuple(
    valuesOf(application),
    fc.oneof({ weight: 3, arbitrary: clientInputs.map((firstClient) => ({ firstClient })) }, legacyInputs),
  )
  .map(([own, first]) => ({ ...own, ...first }));

export const keyInputs: fc.Arbitrary<Values> = valuesOf(signingKey);

export const program: fc.Arbitrary<Program> = fc.record({
  application: applicationInputs,
  clients: fc.array(clientInputs, { maxLength: 2 }),
  keys: fc.array(keyInputs, { maxLength: 2 }),
});
