/**
 * Patterns of names: `*` stands for any characters, also none, `?` for one character. Everything else stands for itself, and
 * upper and lower case differ. It takes linear steps for each `*`: no pattern makes it slow.
 *
 * @returns whether a whole text matches
 */
export function globOf(pattern: string): (text: string) => boolean {
  const wanted = [...pattern];
  return (text) => {
    const given = [...text];
    let at = 0;
    let star = -1;
    let mark = 0;
    for (let index = 0; index < given.length; ) {
      if (wanted[at] === "*") {
        star = at++;
        mark = index;
      } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[index])) {
        at++;
        index++;
      } else if (star >= 0) {
        at = star + 1;
        index = ++mark;
      } else {
        return false;
      }
    }
    return wanted.slice(at).every((character) => character === "*");
  };
}
