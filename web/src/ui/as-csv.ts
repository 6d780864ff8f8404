/** A spreadsheet takes a cell that begins so for a formula: a name that a stranger typed must not be one. */
const FORMULA = /^[=+\-@\t\r]/
/** A telephone number begins so as well, and reckons nothing. */
const NUMBER = /^[+-]?[\d\s().]+$/

const cellOf = (text: string) => {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as comma-separated values (RFC 4180); the mark at the begin says to spreadsheets that it is UTF-8. */
export function asCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
}
