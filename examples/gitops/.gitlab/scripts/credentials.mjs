/**
 * Prints the credentials of a stack as commands of the shell: `eval "$(…)"`. They are the fields of a secret in Vault's key-value
 * engine, version 2, mounted at `secret`: TRANSMIT_CLIENT_SECRET, PULUMI_CONFIG_PASSPHRASE, GITLAB_TOKEN and what else is named
 * like a variable. They come from Vault to the shell, and into no file and no log.
 */
import { attempt, run, send, variable } from "./http.mjs";

const [role, secret] = process.argv.slice(2);

async function read() {
  const address = variable("VAULT_ADDR").replace(/\/$/, "");
  const login = { role, jwt: variable("VAULT_ID_TOKEN") };
  const { content: session } = await send("POST", `${address}/v1/auth/jwt/login`, { body: login });
  const headers = { "x-vault-token": session.auth.client_token };
  const { content } = await send("GET", `${address}/v1/secret/data/${secret}`, { headers });
  return content.data.data;
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

run(async () => {
  const fields = await attempt(read);
  const names = Object.keys(fields).filter((name) => /^[A-Z][A-Z0-9_]*$/.test(name));
  if (names.length === 0) throw new Error(`The secret ${secret} has no field that is named like a variable.`);
  return names.map((name) => `export ${name}=${quoted(String(fields[name]))}`).join("\n");
});
