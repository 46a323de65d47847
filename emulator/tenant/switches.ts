/**
 * What the API does where its contract leaves it open: a switch for each question. The first of a switch's values is the
 * emulator's default.
 */
export const switches = {
  put: ["merge", "replace"],
  null: ["refused", "clears"],
  nested: ["as-sent", "filled", "completed"],
  arrays: ["kept", "sorted", "shuffled"],
  empties: ["answered", "left-out", "zeros-left-out"],
  unset: ["declared", "left-out", "null", "chosen"],
  uris: ["as-sent", "normalised", "slashed", "unslashed"],
  texts: ["as-sent", "normalised"],
  writeOnly: ["hidden", "answered"],
  writes: ["told", "stale", "ids"],
  mirrors: ["all", "ids", "none"],
  secrets: ["told", "told-once"],
  reads: ["at-once", "stale"],
  lastClient: ["deletable", "kept", "last-kept"],
  clients: ["cascade", "hold", "hold-all"],
  refusals: ["400", "409", "422"],
  names: ["free", "unique"],
  secret: ["kept", "renewed"],
  keyAnswers: ["none", "key"],
  tombstones: ["listed", "hidden"],
  unknownKey: ["404", "400"],
  tokens: ["jwt", "opaque"],
} as const;

export type Settings = { [name in keyof typeof switches]: (typeof switches)[name][number] };

/** What each switch is about, and what its values mean where their names do not say it. */
export const questions: Readonly<Record<keyof Settings, string>> = {
  put: "Top-level fields that an update omits: kept, or set back to their defaults.",
  null: "A null in an update.",
  nested: "Objects in responses: as sent, with documented defaults filled in, or with every possible key.",
  arrays: "The order of lists in responses.",
  empties: "Empty strings and lists in responses: returned, or left out; or zeros and false left out as well.",
  unset: "Fields that nobody set: returned if declared, left out, null, or with a value that the server chooses.",
  uris:
    "URIs and domains in responses. Normalised: lower-case scheme and host, no default port, / for an empty path. " +
    "Slashed and unslashed: the same, and every path ends with a slash, or none does but /. Other schemes stay as sent.",
  texts: "Other strings in responses: as sent; or in Unicode form NFC, and PEM with LF and no surrounding blanks.",
  writeOnly: "Fields that are declared to be accepted only.",
  writes: "Responses to writes: the current state, the state before the update, or ids and secrets only.",
  mirrors: "What an application repeats of its default client: all deprecated fields, its id and secret, or nothing.",
  secrets: "Client secrets: in every response, or only in the response to the creation.",
  reads: "What is read just after it was written.",
  lastClient: "Deleting a client: any, any but the application's default one, or any but its last one.",
  clients:
    "Deleting an application: its clients go too; or clients besides the default one prevent it; or any client does.",
  refusals: "The status where the two above refuse a deletion.",
  names: "Names of applications, of the clients of one application, and of signing keys.",
  secret: "The client's secret when its authentication method changes.",
  keyAnswers: "Responses to the creation of a signing key, which are not declared.",
  tombstones: "Whether deleted signing keys stay in the list.",
  unknownKey: "The status for an unknown signing key, for which none is declared.",
  tokens: "Access tokens: signed JWTs with the documented claims, or opaque strings.",
};
