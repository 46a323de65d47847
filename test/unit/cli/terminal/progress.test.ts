/** What tells of the progress, at a terminal and elsewhere. */
import { openProgress } from "../../../../cli/terminal/progress.ts";
import { readerOf } from "../../../../cli/terminal/reader.ts";

const stream = (isTTY: boolean) => {
  const written: string[] = [];
  return { isTTY, columns: 20, written, write: (text: string) => written.push(text) };
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("a terminal has one line that changes, does not wrap, and goes away", () => {
  const terminal = stream(true);
  const progress = openProgress(terminal, false);
  progress.show("Reading 1 of 2 resources of production");
  progress.show("Two\nlines\u001b[2J");
  progress.end();
  progress.end();
  expect(terminal.written).toEqual(["Reading 1 of 2 reso", "\r\u001b[2K", "Two lines", "\r\u001b[2K"]);
});

test.each([
  ["what is no terminal", false, false],
  ["a terminal that can change no line", true, true],
])("%s has a line for a step of more than 5 seconds alone", (_, isTTY, isDumb) => {
  const log = stream(isTTY);
  const progress = openProgress(log, isDumb);
  progress.show("Reading the state");
  jest.advanceTimersByTime(4999);
  progress.show("Reading 1 of 60 resources");
  jest.advanceTimersByTime(4000);
  progress.show("Reading 12 of 60 resources");
  jest.advanceTimersByTime(1000);
  progress.show("Reading 13 of 60 resources");
  jest.advanceTimersByTime(60_000);
  progress.show("Comparing");
  progress.end();
  jest.advanceTimersByTime(60_000);
  expect(log.written).toEqual(["Reading 12 of 60 resources …\n"]);
});

test.each([
  [{ isTTY: true, columns: 90 }, {}, { isTerminal: true, hasColours: true, width: 90 }],
  [{ isTTY: true, columns: 0 }, { NO_COLOR: "1" }, { isTerminal: true, hasColours: false, width: undefined }],
  [{ isTTY: true }, { TERM: "dumb" }, { isTerminal: true, hasColours: false, width: undefined }],
  [{}, {}, { isTerminal: false, hasColours: false, width: undefined }],
])("%j with %j is the reader %j", (given, environment, reader) => {
  expect(readerOf(given, environment)).toEqual(reader);
});
