/** Every block of code in the reference, run in the order of its page: see `support/documentation/reader`. */
import { type Published, pagesWithCode, publish, readPage } from "./pageSettings.ts";

jest.setTimeout(8 * 60_000);

let published: Published;
beforeAll(async () => {
  published = await publish();
});

test.each(pagesWithCode((page) => page.startsWith("docs/reference/")))("%s", (page) => readPage(page, published));
