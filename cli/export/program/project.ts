/** Gives what was taken from a tenant its places in a project: files, names, and references in the place of ids. */
import { application, client } from "../../../provider/resources/index.ts";
import type { ExportedObject, ExportedTenant } from "../exported.ts";
import type { Declared, Module, Project } from "./declared.ts";
import { openReferences, type Target } from "./references.ts";
import { fileSlugOf, openNames } from "./slug.ts";

export function projectOf(name: string, tenant: ExportedTenant): Project {
  const fileNames = openNames();
  // Of all that the tenant has, selected or not: so a selection names its files as the whole does.
  const files = new Map([...tenant.names].map(([id, title]) => [id, fileNames(fileSlugOf(title, "application"), id)]));
  // The variable of each program in YAML that tells of its stack.
  const nameOf = openNames(["pulumi"]);
  const declare = openDeclarations(nameOf);
  const modules: Module[] = [];
  for (const one of tenant.applications) {
    const slug = files.get(one.id) ?? fileNames(fileSlugOf(one.title, "application"), one.id);
    const variables = openNames();
    const declared = [declare(one, slug, variables(slug, one.id))];
    for (const each of one.clients) {
      const own = variables(fileSlugOf(each.title, "client"), each.id);
      declared.push(declare(each, own.startsWith(`${slug}-`) ? own : `${slug}-${own}`, own));
    }
    modules.push({ slug, isApplication: true, declared });
  }
  placeKeys(tenant, modules, declare);
  modules.sort((a, b) => (a.slug < b.slug ? -1 : 1));
  refer(tenant, modules);
  return { name, modules, leftOut: tenant.leftOut };
}

type Declare = (object: ExportedObject, name: string, slug: string) => Declared;

const openDeclarations =
  (nameOf: ReturnType<typeof openNames>): Declare =>
  ({ definition, id, title, inputs, comments }, name, slug) => ({
    definition,
    id,
    title,
    name: nameOf(name, id),
    slug,
    inputs: { ...inputs },
    references: new Map(),
    comments: { above: [...comments.above], within: comments.within },
  });

/** They belong to the application of the credentials, which may not be among those that are exported. */
function placeKeys({ keys }: ExportedTenant, modules: Module[], declare: Declare): void {
  const slugs = openNames();
  for (const key of keys) {
    const owner = modules.find(
      ({ declared: [first] }) => first?.definition.name === application.name && first.id === ownerOf(key),
    );
    const slug = fileSlugOf(key.title, "key");
    const called = /\bkey\b/.test(slug) ? slug : `${slug}-key`;
    const module = owner ?? rest(modules);
    module.declared.push(declare(key, called, slugs(called, key.id)));
  }
}

const ownerOf = ({ content }: ExportedObject): unknown => content.app_id;

function rest(modules: Module[]): Module {
  const known = modules.find(({ isApplication }) => !isApplication);
  if (known) return known;
  const made: Module = { slug: "signing-keys", isApplication: false, declared: [] };
  modules.push(made);
  return made;
}

/** Puts references in the place of ids. */
function refer({ applications }: ExportedTenant, modules: readonly Module[]): void {
  const targets = new Map<string, Target>();
  for (const [index, module] of modules.entries()) {
    for (const to of module.declared) {
      const own = to.definition.id.at(-1) as string;
      targets.set(`${to.definition.name} ${to.id.split("/").at(-1)}`, { to, property: own, module: index });
      if (to.definition.name !== application.name) continue;
      const clientId = applications.find(({ id }) => id === to.id)?.clientId;
      if (clientId !== undefined) {
        targets.set(`${client.name} ${clientId}`, { to, property: client.id.at(-1) as string, module: index });
      }
    }
  }
  const referTo = openReferences(targets);
  for (const [index, module] of modules.entries()) {
    for (const one of module.declared) referTo(one, index);
  }
}
