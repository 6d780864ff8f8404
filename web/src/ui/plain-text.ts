/** Text as a search compares it: small letters, no accents, digits of one kind, no space around it. */
export const plain = (text: string): string =>
  asciiDigits(text)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .trim()

/** Arabic and Persian digits as 0 to 9: people type those of their keyboard. */
export const asciiDigits = (text: string): string =>
  text.replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
