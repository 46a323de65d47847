/**
 * Prints the credentials of a stack as commands of the shell: `eval "$(…)"`. They are the fields of a secret in Vault's key-value
 * engine, version 2, mounted at `secret`: TRANSMIT_CLIENT_SECRET, PULUMI_CONFIG_PASSPHRASE, GITLAB_TOKEN and what else is named
 * like a variable. They come from Vault to the shell, and into no file and no log.
 */
import { attempt, HttpError, run, send, variable } from "./http.mjs";

const [role, secret] = process.argv.slice(2);

function addressOfVault() {
  const given = variable("VAULT_ADDR");
  if (!/^https?:/.test(given) || !URL.canParse(given))
    throw new Error(`VAULT_ADDR is "${given}": give a whole address, such as https://vault.example.`);
  return given.replace(/\/$/, "");
}

/** @throws Error if what answers is no Vault with this secret: a page to sign in, an engine of version 1 */
function expectField(value, type, name, what) {
  if (typeof value === type && value !== null) return value;
  const address = variable("VAULT_ADDR");
  throw new Error(
    `${what} answered without ${name}. VAULT_ADDR is ${address}, and must be a server of Vault or OpenBao.`,
  );
}

async function read() {
  const address = addressOfVault();
  const login = { role, jwt: variable("VAULT_ID_TOKEN") };
  const { content: session } = await send("POST", `${address}/v1/auth/jwt/login`, { body: login });
  const token = expectField(session?.auth?.client_token, "string", "auth.client_token", "The login");
  const headers = { "x-vault-token": token };
  const { content } = await send("GET", `${address}/v1/secret/data/${secret}`, { headers });
  return expectField(content?.data?.data, "object", "data.data", `The secret ${secret}`);
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

run(async () => {
  const fields = await attempt(read).catch((error) => {
    const isNoVault = error instanceof HttpError && (error.status ?? 200) === 200;
    throw isNoVault ? new Error(`${error.message}. VAULT_ADDR is ${variable("VAULT_ADDR")}.`) : error;
  });
  const names = Object.keys(fields).filter((name) => /^[A-Z][A-Z0-9_]*$/.test(name));
  if (names.length === 0) throw new Error(`The secret ${secret} has no field that is named like a variable.`);
  return names.map((name) => `export ${name}=${quoted(String(fields[name]))}`).join("\n");
});
