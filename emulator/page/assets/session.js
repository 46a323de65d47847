/** What the page knows of the emulator: its state, asked for anew whenever the emulator says that something changed. */

const base = "/_emulator";
const stored = "token";

/** The token comes in the fragment, which no request carries; it then leaves the address bar. */
function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem(stored, given);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem(stored) ?? undefined;
}

let token = takeToken();
let isOpen = false;

export const hasToken = () => token !== undefined;

/** @param {string} given */
export async function tryToken(given) {
  const answer = await fetch(`${base}/state`, { headers: { authorization: `Bearer ${given}` } });
  if (!answer.ok) throw new Error(await problemIn(answer));
  token = given;
  sessionStorage.setItem(stored, given);
}

/** Whether secrets are asked for. */
export function show(secrets) {
  isOpen = secrets && hasToken();
  return refresh();
}

/** What the tenant holds, with secrets: only with the token. */
export async function contents() {
  const answer = await fetch(`${base}/contents`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(await problemIn(answer));
  return JSON.stringify(await answer.json(), null, 2);
}

/** @throws Error that says what the emulator refused */
export async function send(method, path, body) {
  const answer = await fetch(`${base}/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await problemIn(answer));
}

async function problemIn(answer) {
  const { message } = await answer.json();
  return [message].flat().join("\n");
}

let tellState = () => {};
let isAsking = false;
let isStale = false;

/** One request at a time; what changed meanwhile is asked for after it. */
async function refresh() {
  isStale = true;
  if (isAsking) return;
  isAsking = true;
  try {
    while (isStale) {
      isStale = false;
      const headers = isOpen ? { authorization: `Bearer ${token}` } : {};
      const answer = await fetch(`${base}/state`, { headers });
      if (answer.status === 401) forget();
      else tellState(await answer.json());
    }
  } catch {
    // The emulator is gone: the events say so.
  } finally {
    isAsking = false;
  }
}

/** The token of an emulator that was started before. */
function forget() {
  token = undefined;
  isOpen = false;
  isStale = true;
  sessionStorage.removeItem(stored);
}

/** @param onState Called with each state. @param onConnection Called with whether the emulator is there. */
export function start(onState, onConnection) {
  tellState = onState;
  const events = new EventSource(`${base}/events`);
  events.onmessage = () => {
    onConnection(true);
    refresh();
  };
  events.onerror = () => onConnection(false);
}
