/** Which module may import which. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../../support/root.ts";

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.m?ts$/.test(file))
    .map((file) => join(folder, file));

/** What a file imports: packages by name, files of ours by their path from the root. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom "([^"]+)"|import\("([^"]+)"\)/gm)].map(
    ([, from, dynamic]) => (from ?? dynamic) as string,
  );
  return found.map((name) => (name.startsWith(".") ? relative(root, join(root, file, "..", name)) : name));
}

test.each([
  ["provider/fields", ["provider/fields/", "fastest-levenshtein"]],
  ["provider/resources", ["provider/resources/", "provider/fields/"]],
  [
    "provider/lifecycle",
    [
      "provider/lifecycle/",
      "provider/resources/",
      "provider/fields/",
      "provider/errors.ts",
      "provider/clock.ts",
      "ajv",
      "node:",
    ],
  ],
  [
    "provider/functions",
    [
      "provider/functions/",
      "provider/lifecycle/index.ts",
      "provider/resources/",
      "provider/fields/",
      "provider/errors.ts",
    ],
  ],
  // The lifecycle owns the port that the API module implements, and so its types.
  [
    "provider/api",
    [
      "provider/api/",
      "provider/lifecycle/run.ts",
      "provider/lifecycle/transport.ts",
      "provider/fields/suggest.ts",
      "provider/errors.ts",
      "provider/clock.ts",
      "provider/version.ts",
      "axios",
      "https-proxy-agent",
      "node:",
    ],
  ],
  [
    "provider/engine",
    [
      "provider/engine/",
      "provider/fields/secrets.ts",
      "provider/fields/shape.ts",
      "provider/fields/unknowns.ts",
      "provider/safeText.ts",
      "@pulumi/pulumi",
      "@grpc/grpc-js",
      "node:",
    ],
  ],
  ["provider/dynamic", ["provider/", "@pulumi/pulumi", "@grpc/grpc-js", "node:"]],
  ["provider/plugin", ["provider/", "@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf", "node:"]],
  ["emulator", ["emulator/", "provider/fields/", "provider/resources/", "ajv", "node:"]],
  [
    "cli",
    [
      "cli/",
      "emulator/index.ts",
      "emulator/tenant/behaviour.ts",
      "emulator/faults/faultRule.ts",
      "emulator/seed/documents.ts",
      "provider/api/index.ts",
      "provider/engine/secretValue.ts",
      "provider/engine/specialValues.ts",
      "provider/fields/",
      "provider/lifecycle/index.ts",
      "provider/resources/",
      "provider/errors.ts",
      "provider/safeText.ts",
      "provider/version.ts",
      "provider/requireNode.ts",
      "provider/safeText.ts",
      "commander",
      "yaml",
      "node:",
    ],
  ],
  [
    "policy",
    [
      "policy/",
      "provider/engine/shutdown.ts",
      "provider/plugin/propertyValues.ts",
      "provider/plugin/references.ts",
      "provider/fields/",
      "provider/lifecycle/validation/quoting.ts",
      "provider/resources/",
      "provider/safeText.ts",
      "provider/version.ts",
      "provider/requireNode.ts",
      "@pulumi/pulumi",
      "@grpc/grpc-js",
      "google-protobuf",
    ],
  ],
  ["sdk/dynamic", ["sdk/dynamic/", "@pulumi/pulumi", "provider/dynamic/functions.ts", "provider/fields/jsonValues.ts"]],
])("%s imports nothing but what is below it", (folder, allowed) => {
  const sources = sourcesIn(folder);
  expect(sources.length).toBeGreaterThan(0);
  const wrong = sources.flatMap((file) =>
    importsOf(file)
      .filter((name) => !allowed.some((prefix) => name.startsWith(prefix)))
      .map((name) => `${file} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

/** The shortest way from a file along imports back to the file itself. */
function cycleThrough(start: string, imports: ReadonlyMap<string, string[]>): string[] | undefined {
  const seen = new Set<string>();
  let ways = [[start]];
  while (ways.length > 0) {
    const longer = ways.flatMap((way) => (imports.get(way.at(-1) as string) ?? []).map((next) => [...way, next]));
    const cycle = longer.find((way) => way.at(-1) === start);
    if (cycle) return cycle;
    ways = longer.filter((way) => !seen.has(way.at(-1) as string) && seen.add(way.at(-1) as string));
  }
  return undefined;
}

test("no file imports itself through others, not even a type", () => {
  const files = ["provider", "emulator", "cli", "policy", "sdk/dynamic", "tools", "bench"].flatMap(sourcesIn);
  const imports = new Map(files.map((file) => [file, importsOf(file)]));
  expect(imports.get("cli/main.ts")).toContain("cli/program.ts");
  const cycles = files.flatMap((file) => cycleThrough(file, imports)?.join(" → ") ?? []);
  expect(cycles).toEqual([]);
});

/** The folders of the lifecycle, from the ground up. The verbs, which lie beside them, may import them all. */
const floors = [
  ["wire", "equivalence", "validation"],
  ["state", "consistency"],
  ["ownership", "diff"],
  ["defaultClient"],
  ["createOnce", "existingTwin"],
];

test("the folders of the lifecycle import in one direction: those of lower floors, and what is no folder of theirs", () => {
  const floorOf = (file: string) => floors.findIndex((names) => names.includes(file.split("/")[2] as string));
  const ground = ["finding", "hooks", "run", "transport"].map((name) => `provider/lifecycle/${name}.ts`);
  const folders = readdirSync(join(root, "provider/lifecycle"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(folders.map(({ name }) => name).sort()).toEqual(floors.flat().sort());
  const wrong = folders.flatMap(({ name }) =>
    sourcesIn(`provider/lifecycle/${name}`).flatMap((file) =>
      importsOf(file)
        .filter((other) => other.startsWith("provider/lifecycle/") && !ground.includes(other))
        .filter((other) => other.split("/")[2] !== name && !(floorOf(other) >= 0 && floorOf(other) <= floorOf(file)))
        .map((other) => `${file} imports ${other}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test("no module keeps state of its own, but the entry point of the adapter whose process is one run", () => {
  const entryPoints = ["provider/dynamic/run.ts"];
  const state = /^(?:export )?let |^(?:export )?const \w+(?:: [^=]+)? = new (?:Map|Set|WeakMap|WeakSet)(?:<.*>)?\(\)/gm;
  const wrong = sourcesIn("provider")
    .filter((file) => !entryPoints.includes(file))
    .flatMap((file) => [...readFileSync(join(root, file), "utf8").matchAll(state)].map(([line]) => `${file}: ${line}`));
  expect(wrong).toEqual([]);
});

test("what programs import imports the provider when a function is called, and not before", () => {
  const atOnce = sourcesIn("sdk/dynamic").flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/\bfrom "([^"]+)"/g)].map(([, name]) => name),
  );
  expect(atOnce).toContain("@pulumi/pulumi");
  // Both look for values that cannot be sent.
  const shared = "../../provider/fields/jsonValues.ts";
  expect(atOnce.filter((name) => name?.includes("provider/") && name !== shared)).toEqual([]);
  expect(importsOf("provider/fields/jsonValues.ts")).toEqual([]);
});

test.each(["dynamic/index", "plugin/main"])(
  "%s loads validation and HTTP when they are first needed, and not before",
  (face) => {
    const loaded = new Set([`provider/${face}.ts`]);
    // What is under way grows while it is walked.
    for (const file of loaded) {
      if (!file.startsWith("provider/")) continue;
      const text = readFileSync(join(root, file), "utf8");
      for (const [, name = ""] of text.matchAll(/^(?:import|export)(?! type)\b[^;]*?\bfrom "([^"]+)"/gm)) {
        loaded.add(name.startsWith(".") ? relative(root, join(root, file, "..", name)) : name);
      }
    }
    expect(loaded).toContain("provider/lifecycle/read.ts");
    expect([...loaded].filter((name) => ["ajv", "axios"].includes(name))).toEqual([]);
  },
);

test("the faces do not import each other", () => {
  const faces = readdirSync(join(root, "provider")).filter((name) => name === "dynamic" || name === "plugin");
  for (const face of faces) {
    const others = faces.filter((name) => name !== face).map((name) => `provider/${name}/`);
    for (const file of sourcesIn(`provider/${face}`)) {
      expect(importsOf(file).filter((name) => others.some((other) => name.startsWith(other)))).toEqual([]);
    }
  }
});
