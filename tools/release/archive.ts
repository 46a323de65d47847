/** A gzipped tar archive: the same bytes for the same files, on every machine. */
import { gzipSync } from "node:zlib";

export interface Entry {
  name: string;
  content: string | Uint8Array;
  executable?: boolean;
}

const block = 512;

export function archive(entries: readonly Entry[]): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = Buffer.from(entry.content);
    return [headerOf(entry, content.length), content, Buffer.alloc(-content.length & (block - 1))];
  });
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * block)]), { level: 9 });
}

/** A header of the ustar format, with no owner and no time. */
function headerOf({ name, executable }: Entry, size: number): Buffer {
  const header = Buffer.alloc(block);
  const octal = (value: number, offset: number, digits: number) =>
    header.write(`${value.toString(8).padStart(digits, "0")}\0`, offset);
  header.write(name, 0, 100);
  octal(executable ? 0o755 : 0o644, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(size, 124, 11);
  octal(0, 136, 11);
  header.write(" ".repeat(8), 148);
  header.write("0", 156);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}
