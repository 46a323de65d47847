/** The order of checks, what they need, and that one that fails stops none of the others. */
import { CommandError } from "../../../../cli/commandError.ts";
import { type Check, examineAll, type Secretive } from "../../../../cli/doctor/check.ts";
import { exitCodes } from "../../../../cli/exitCodes.ts";

const ok: Check<Secretive> = { name: "first", examine: () => ({ status: "ok", found: "There." }) };

const examine = (...checks: Check<Secretive>[]) => examineAll(checks, { secrets: ["hunter2-hunter2"] }, () => {});

test("a check that fails stops only those that need it, and these say what they need", async () => {
  const broken: Check<Secretive> = {
    name: "second",
    examine: () => {
      throw new CommandError("It is broken.\nMend it.", exitCodes.failed, "Then try again.");
    },
  };
  const examined = await examine(
    ok,
    broken,
    { ...ok, name: "third", needs: ["first"] },
    { ...ok, name: "fourth", needs: ["first", "second"] },
    { ...ok, name: "fifth", needs: ["fourth"] },
  );
  expect(examined).toEqual([
    { name: "first", status: "ok", found: "There." },
    { name: "second", status: "problem", found: "It is broken.", advice: "Mend it. Then try again." },
    { name: "third", status: "ok", found: "There." },
    { name: "fourth", status: "notChecked", found: "Not checked: it needs second." },
    { name: "fifth", status: "notChecked", found: "Not checked: it needs fourth." },
  ]);
});

test("a note is enough for the checks that need it", async () => {
  const note: Check<Secretive> = { name: "first", examine: () => ({ status: "note", found: "Odd." }) };
  const [, second] = await examine(note, { ...ok, name: "second", needs: ["first"] });
  expect(second).toMatchObject({ status: "ok" });
});

test("no line has a secret, whatever a check says", async () => {
  const secret = "hunter2-hunter2";
  const talkative: Check<Secretive> = {
    name: "talkative",
    examine: () => ({ status: "note", found: `It is ${secret}.`, advice: `Change ${secret}.`, details: [secret] }),
  };
  const failing: Check<Secretive> = {
    name: "failing",
    examine: () => Promise.reject(new Error(`${secret} was refused\nReplace ${secret}.`)),
  };
  const text = JSON.stringify(await examine(talkative, failing));
  expect(text).not.toContain(secret);
  expect(text.match(/\[secret\]/g)).toHaveLength(5);
});

test("a secret that a check learns is hidden in what it says itself", async () => {
  const learning: Check<Secretive> = {
    name: "learning",
    examine: (patient) => {
      patient.secrets.push("learned-secret");
      return { status: "ok", found: "learned-secret" };
    },
  };
  expect(await examine(learning)).toEqual([{ name: "learning", status: "ok", found: "[secret]" }]);
});
