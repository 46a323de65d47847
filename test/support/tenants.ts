/** Random tenants: several programs that can live beside each other. */
import * as fc from "fast-check";
import type { Seed } from "../../emulator/index.ts";
import type { Field, Values } from "../../provider/fields/field.ts";
import { application } from "../../provider/resources/index.ts";
import { type Program, program } from "./programs.ts";

/** With what must be unique in a tenant made different. */
export const distinct = (programs: readonly Program[]): Program[] =>
  programs.map(({ application: own, clients, keys }, index) => {
    const { subdomain, customDomain, authenticatorPreferences, ...others } = own;
    return {
      application: {
        ...others,
        appName: `${others.appName} ${index}`,
        ...(subdomain !== undefined && subdomain !== "" && { subdomain: `${subdomain}${index}` }),
        ...(customDomain !== undefined && customDomain !== "" && { customDomain: `a${index}.${customDomain}` }),
        // A tenant has one Authentication Hub.
        ...(authenticatorPreferences !== undefined && index === 0 && { authenticatorPreferences }),
      },
      clients,
      keys: keys.map((key) => ({ ...key, name: `${index} ${key.name}` })),
    };
  });

export const tenantOfPrograms: fc.Arbitrary<Program[]> = fc
  .array(program, { minLength: 1, maxLength: 3 })
  .map(distinct);

/** The same tenant as a seed of the emulator. */
export const seedOf = (programs: readonly Program[], more: Partial<Seed> = {}): Seed => ({
  ...more,
  applications: [
    ...programs.map(({ application: { firstClient, ...own }, clients }) => ({
      ...(withoutMirrors(own) as unknown as SeedApplication),
      clients: [
        (firstClient ?? { name: own.clientDisplayName }) as SeedClient,
        ...clients.map((one, index) => ({ ...one, name: `${one.name} ${index}` }) as SeedClient),
      ],
    })),
    ...(more.applications ?? []),
  ],
  signingKeys: [
    ...programs.flatMap(({ keys }) =>
      keys.map(({ jwk, ...key }) => ({ ...key, ...(jwk !== undefined && { source: "uploaded" }) }) as SeedKey),
    ),
    ...(more.signingKeys ?? []),
  ],
});

type SeedApplication = NonNullable<Seed["applications"]>[number];
type SeedClient = NonNullable<SeedApplication["clients"]>[number];
type SeedKey = NonNullable<Seed["signingKeys"]>[number];

/** What repeats the default client's settings is no property of its own. */
const withoutMirrors = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([name]) => !(application.fields as Record<string, Field>)[name]?.mirrorsClientField),
  );
