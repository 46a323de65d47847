/** Puts a secret's properties into the environment of the job, and masks them in its log, as the action does. */
import { appendFileSync, readFileSync } from "node:fs";

const { STAND_INS: folder, AWS_SESSION_TOKEN: token, GITHUB_ENV: environment } = process.env;
const [alias, id] = process.argv[2].split(",");
if (alias !== "") throw new Error(`The alias is not blank: ${alias}`);
const { secrets, roles } = JSON.parse(readFileSync(`${folder}/secrets.json`, "utf8"));
const role = token.replace("token of ", "");
if (!roles[role]?.includes(id)) throw new Error(`${role} is not authorized to perform GetSecretValue on ${id}`);
for (const [name, value] of Object.entries(secrets[id])) {
  console.log(`::add-mask::${value}`);
  appendFileSync(environment, `${name}=${value}\n`);
}
