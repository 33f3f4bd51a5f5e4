import { type FileProblem, fileProblem } from '../file-problem.ts';

/** Beginnings of files that are often sent in place of text. */
const signatures: readonly { readonly bytes: readonly number[]; readonly name: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'a spreadsheet or a zip archive' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old Excel workbook' },
  { bytes: [0x1f, 0x8b], name: 'compressed with gzip' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF document' },
  { bytes: [0xff, 0xfe], name: 'encoded in UTF-16' },
  { bytes: [0xfe, 0xff], name: 'encoded in UTF-16' },
];

const saveAsText = 'Save it as UTF-8 text: CSV with HXL tags, GeoJSON or JSON.';

/** Text of a file in UTF-8, without its byte order mark; or why it is none. */
export function decodeText(bytes: Uint8Array): string | FileProblem {
  if (bytes.length === 0) {
    return fileProblem(
      null,
      null,
      null,
      'The file is empty.',
      'Check that the export was finished.',
    );
  }
  const known = signatures.find((each) => each.bytes.every((byte, n) => bytes[n] === byte));
  if (known !== undefined) {
    return fileProblem(null, null, null, `The file is ${known.name}, not text.`, saveAsText);
  }
  if (bytes.includes(0)) {
    return fileProblem(null, null, null, 'The file is binary, not text.', saveAsText);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.trim() === ''
      ? fileProblem(null, null, null, 'The file is blank.', 'Check that the export was finished.')
      : text;
  } catch {
    return fileProblem(
      firstBadLine(bytes),
      null,
      null,
      'The text is not UTF-8 from this line on.',
      'Save the file with the encoding UTF-8 (in Excel: "CSV UTF-8").',
    );
  }
}

/** A line break is one byte in UTF-8, so each line is valid or not by itself. */
function firstBadLine(bytes: Uint8Array): number | null {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let start = 0;
  for (let line = 1; start < bytes.length; line += 1) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
  return null;
}
