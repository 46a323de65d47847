/** Advice in a pipeline's words. */
import { pipelineOf } from "../../../../cli/terminal/pipeline.ts";
import { inPipelineWords } from "../../../../cli/terminal/pipelineWords.ts";
import { readConfiguration } from "../../../../provider/api/config/configuration.ts";

test.each([
  [{ GITHUB_ACTIONS: "true", CI: "true" }, "github"],
  [{ GITLAB_CI: "true", CI: "true" }, "gitlab"],
  [{ CI: "1" }, "other"],
  [{ TF_BUILD: "True" }, "other"],
  [{ CI: "false" }, undefined],
  [{ CI: "" }, undefined],
  [{}, undefined],
])("%j is the pipeline %s", (environment, pipeline) => {
  expect(pipelineOf(environment)).toBe(pipeline);
});

/** What the provider says of settings that are missing. */
const advice = (stack: Record<string, string>): string =>
  readConfiguration((setting) => stack[setting], {})
    .problems.map(({ message }) => message)
    .join("\n");

test.each([
  ["github", "Set TRANSMIT_CLIENT_SECRET in the step's env, from a secret."],
  ["gitlab", "Set the masked CI/CD variable TRANSMIT_CLIENT_SECRET."],
  ["other", "Set the secret CI variable TRANSMIT_CLIENT_SECRET."],
] as const)("in %s, a missing secret is a secret of the pipeline", (pipeline, words) => {
  const said = inPipelineWords(advice({ region: "eu", clientId: "id" }), pipeline);
  expect(said).toBe(`transmit:clientSecret is not set. ${words}`);
});

test("no advice of a missing setting asks a pipeline to run a command, and a person is asked to", () => {
  const all = advice({});
  expect(all.match(/pulumi config set/g)?.length).toBeGreaterThan(3);
  expect(inPipelineWords(all, undefined)).toBe(all);
  for (const pipeline of ["github", "gitlab", "other"] as const) {
    const said = inPipelineWords(all, pipeline);
    expect(said).not.toMatch(/pulumi config set|<[^>]+>|--secret| or set /);
    for (const name of ["REGION", "BASE_URL", "CLIENT_ID", "CLIENT_SECRET"]) expect(said).toContain(`TRANSMIT_${name}`);
  }
});

test.each([
  [
    'Encrypt it: "pulumi config set --secret transmit:accessToken".',
    "Encrypt it: set the secret CI variable TRANSMIT_ACCESS_TOKEN.",
  ],
  ["Run pulumi config set transmit:baseUrl https://api.example/cis.", "Set the CI variable TRANSMIT_BASE_URL."],
  ["Run pulumi config set transmit:tenantId and try again.", "Set the CI variable TRANSMIT_TENANT_ID and try again."],
  ["Run pulumi login.", "Set PULUMI_ACCESS_TOKEN or PULUMI_BACKEND_URL, as the backend needs it."],
  ["Run pulumi refresh.", "Run pulumi refresh."],
])("%s", (said, words) => {
  expect(inPipelineWords(said, "other")).toBe(words);
});
