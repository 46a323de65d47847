/** A certificate for 127.0.0.1 and api.example that is signed by its own key, written by hand: no tool need be there. */
import { createSign, generateKeyPairSync } from "node:crypto";

export interface Certificate {
  key: string;
  cert: string;
}

/** An element of DER: its tag, the length of its content, its content. */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...contents: Buffer[]) => der(0x30, ...contents);
const integer = (...bytes: number[]) => der(0x02, Buffer.from(bytes));
const identifier = (...bytes: number[]) => der(0x06, Buffer.from(bytes));
const time = (date: Date) => der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));

const sha256WithRsa = sequence(identifier(42, 134, 72, 134, 247, 13, 1, 1, 11), der(0x05));
const commonName = (name: string) => sequence(der(0x31, sequence(identifier(85, 4, 3), der(0x0c, Buffer.from(name)))));
const forNames = (host: string, ...address: number[]) =>
  sequence(identifier(85, 29, 17), der(0x04, sequence(der(0x82, Buffer.from(host)), der(0x87, Buffer.from(address)))));

const day = 24 * 3_600_000;

export function makeCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const name = commonName("pulumi-transmit test");
  const content = sequence(
    der(0xa0, integer(2)),
    integer(1),
    sha256WithRsa,
    name,
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + day))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(forNames("api.example", 127, 0, 0, 1))),
  );
  const signature = createSign("sha256").update(content).sign(privateKey);
  const whole = sequence(content, sha256WithRsa, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) as string[];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
}
