/** What `.gitlab-ci.yml` says to GitLab alone: gitlab-ci-local plays none of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../support/root.ts";

const pipeline = parse(readFileSync(join(root, "examples/gitops/.gitlab-ci.yml"), "utf8"));

test("one deployment of a stack runs at a time, and none is cancelled for a newer commit", () => {
  expect(pipeline.workflow.auto_cancel).toEqual({ on_new_commit: "interruptible" });
  expect(pipeline.deploy).toMatchObject({ resource_group: "$STACK", interruptible: false });
  expect(pipeline.preview.interruptible).toBe(true);
  for (const job of ["promote", "drift"]) expect(pipeline[job].resource_group).toMatch(/\$(NEXT_BRANCH|STACK)$/);
});

test("each job ends, and no job removes a lock by itself", () => {
  for (const job of ["preview", "deploy", "promote", "drift"])
    expect(pipeline[job].timeout).toMatch(/^\d+ (minutes|hour)$/);
  const cancels = JSON.stringify(pipeline).match(/[^"]*pulumi cancel[^"]*/g);
  expect(cancels).toHaveLength(1);
  expect(pipeline.deploy.script[0]).toBe('test "$UNLOCK" != true || pulumi cancel --stack "$STACK" --yes');
});

test("credentials come from the identity of the job, after packages that run no script", () => {
  expect(pipeline.default.id_tokens.VAULT_ID_TOKEN.aud).toMatch(/^https:/);
  expect(pipeline[".run"].before_script[0]).toMatch(/^npm ci --ignore-scripts /);
  expect(JSON.stringify(pipeline)).not.toMatch(/TRANSMIT_CLIENT_SECRET|PASSPHRASE/);
});
