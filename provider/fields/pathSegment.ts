/**
 * What may stand for a part of an id in a request's path. Ids come from the program, the state, imports, the API and the
 * journal. A URL drops `.` and `..`, also if they are encoded, and servers and proxies decode `/`, `\` and `%` at different
 * places: then the request would reach another resource, or a whole collection.
 */
const maxLength = 256;

/** `\p{C}`: control, formatting and bidirectional characters, unassigned ones, and halves of surrogate pairs. */
const forbidden = /[\s\p{C}/\\%?#]/u;

export const isPathSegment = (text: string): boolean =>
  text !== "" && text !== "." && text !== ".." && text.length <= maxLength && !forbidden.test(text);

/** For messages. */
export const pathSegmentRule =
  `An id has 1 to ${maxLength} characters, without blanks, control characters, "/", "\\", "%", "?" and "#", and is not "." ` +
  'or "..".';
