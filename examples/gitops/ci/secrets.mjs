/** Errors of the program, and what policies say, may hold what the environment gave them. */

/** Shorter values are parts of many words. */
const leastCharacters = 4;

/** @param environment Variables. Those that are named like a secret are replaced, as they are and in base64. */
export function withoutSecrets(text, environment) {
  const secrets = Object.entries(environment)
    .filter(([name, value]) => /SECRET|TOKEN|PASS|KEY|CREDENTIAL/i.test(name) && !/^(true|false)$/i.test(value))
    .flatMap(([, value]) => [value, value.trim(), ...encoded(value)])
    .filter(({ length }) => length >= leastCharacters)
    .sort((a, b) => b.length - a.length);
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
}

/** In base64, alone or after other bytes, as in a header of basic authentication: without characters that neighbours share. */
function encoded(value) {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const end = Math.floor((whole.length * 8) / 6);
    const start = Math.ceil((before * 8) / 6);
    return [whole.toString("base64").slice(start, end), whole.toString("base64url").slice(start, end)];
  });
}
