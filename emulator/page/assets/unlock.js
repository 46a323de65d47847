/** The dialog that asks for the token. */
import { hasToken, tryToken } from "./session.js";

const dialog = document.getElementById("unlock");
const input = document.getElementById("token");
const refused = dialog.querySelector(".problem");

let goOn = () => {};

/** Runs what needs the token, at once or after the token was given. */
export function withToken(run) {
  if (hasToken()) return run();
  goOn = run;
  refused.hidden = true;
  input.value = "";
  dialog.showModal();
}

dialog.querySelector('[value="cancel"]').addEventListener("click", () => dialog.close());
dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await tryToken(input.value.trim());
    input.value = "";
    dialog.close();
    await goOn();
  } catch (error) {
    refused.textContent = error.message;
    refused.hidden = false;
  }
});
