/**
 * What the API does where its contract leaves it open: a switch for each question. The first of a switch's values is the
 * emulator's default.
 */
export const switches = {
  /** Top-level fields that an update leaves out: kept, or back to their defaults. */
  put: ["merge", "replace"],
  /** A null in an update. */
  null: ["refused", "clears"],
  /** Objects in answers: as they were sent, with their documented defaults filled in, or with every key they can have. */
  nested: ["as-sent", "filled", "completed"],
  /** The order of lists in answers. */
  arrays: ["kept", "sorted", "shuffled"],
  /** Empty texts and lists in answers; or zeros and flags that are off as well. */
  empties: ["answered", "left-out", "zeros-left-out"],
  /** Fields that nobody set, in answers: those that it declares as always there, none, null, or with the server's choice. */
  unset: ["declared", "left-out", "null", "chosen"],
  /**
   * URIs and domains in answers. Normalised: scheme and host in lower case, no default port, "/" for an empty path. Slashed
   * and unslashed: that, and every path ends with a slash, or none does but "/". URIs of other schemes stay as they are.
   */
  uris: ["as-sent", "normalised", "slashed", "unslashed"],
  /** Other texts in answers: as sent; or in the Unicode form NFC, and PEM with LF for its line ends and no blanks around it. */
  texts: ["as-sent", "normalised"],
  /** Fields that are declared to be accepted only. */
  writeOnly: ["hidden", "answered"],
  /** What the answer to a write says: what is now, what was before an update, or no more than ids and secrets. */
  writes: ["told", "stale", "ids"],
  /** What an application repeats of its default client: all of the deprecated fields, its id and secret, or nothing. */
  mirrors: ["all", "ids", "none"],
  /** The secrets of clients: in every answer, or in that to their creation alone. */
  secrets: ["told", "told-once"],
  /** What is read just after it was written. */
  reads: ["at-once", "stale"],
  /** Deleting one client: any may go, or any but the application's default one, or any but its last one. */
  lastClient: ["deletable", "kept", "last-kept"],
  /** Deleting an application: its clients go too, or more than the default one prevent it, or any client does. */
  clients: ["cascade", "hold", "hold-all"],
  /** The status where the two above refuse a deletion. */
  refusals: ["400", "409", "422"],
  /** Names of applications, of the clients of one, and of signing keys. */
  names: ["free", "unique"],
  /** The client's secret when its authentication method changes. */
  secret: ["kept", "renewed"],
  /** What answers to creating a signing key say, which are not declared. */
  keyAnswers: ["none", "key"],
  /** Whether deleted signing keys stay in the list. */
  tombstones: ["listed", "hidden"],
  /** The status for a signing key that there is not, for which none is declared. */
  unknownKey: ["404", "400"],
  /** Access tokens: signed JWTs with the documented claims, or texts that say nothing. */
  tokens: ["jwt", "opaque"],
} as const;

export type Settings = { [name in keyof typeof switches]: (typeof switches)[name][number] };
