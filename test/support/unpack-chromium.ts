import chromium from '@sparticuz/chromium'

/** Unpacks Chromium into the temporary folder of this process: see browser.ts. */
await chromium.executablePath()
