/**
 * Styles stand at their elements, for programs that read no others; what those of the head change (dark, narrow) they
 * change by `!important`. No custom properties: few programs know them.
 */
const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

export const BODY = `padding:24px 12px;background-color:#f7f5f2;font-family:${FONT}`
export const SHEET =
  'width:100%;max-width:560px;background-color:#ffffff;border:1px solid #e6e1da;border-radius:10px;border-collapse:separate'
export const HEADING = `margin:0 0 16px;font-family:${FONT};font-size:20px;line-height:26px;font-weight:600;overflow-wrap:anywhere;hyphens:auto`
export const PARAGRAPH = `margin:0 0 16px;font-family:${FONT};font-size:16px;line-height:24px;overflow-wrap:anywhere`
export const FACTS = 'margin:0 0 20px;border-collapse:collapse'
const CELL = `font-family:${FONT};vertical-align:top;text-align:start`
export const LABEL = `${CELL};padding:6px 0;padding-inline-end:16px;color:#66615b;font-size:14px;line-height:22px`
export const VALUE = `${CELL};padding:6px 0;font-size:16px;line-height:22px;overflow-wrap:anywhere`
/** 44 px high, for fingers. */
export const BUTTON =
  `display:inline-block;padding:10px 20px;border-radius:6px;background-color:#0f6b73;color:#ffffff;` +
  `font-family:${FONT};font-size:16px;line-height:24px;font-weight:600;text-decoration:none`
export const LINK_LINE = `margin:0 0 8px;font-family:${FONT};font-size:14px;line-height:22px`
export const LINK = 'color:#0f6b73;text-decoration:underline;overflow-wrap:anywhere'
export const FOOTER =
  `max-width:560px;margin:16px auto 0;color:#66615b;font-family:${FONT};font-size:12px;line-height:18px;` +
  'text-align:center'
/** Read in lists of mails, not in the mail. */
export const HIDDEN =
  'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;color:transparent'

/**
 * For programs that know dark: the same as the app's dark colours. Below 480 px labels stand above what they name, and
 * paddings are those of a phone.
 */
export const HEAD = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0;background-color:#f7f5f2}
.rich p,.rich ul,.rich ol{margin:0 0 8px}
.rich a{color:#0f6b73}
@media (max-width:479px){
.ground{padding:12px 8px!important}
.ink{padding:20px 18px 14px!important}
.label,.value{display:block!important}
.label{padding:8px 0 0!important}
.value{padding:0 0 4px!important}
}
@media (prefers-color-scheme:dark){
body,.ground{background-color:#1b1a17!important}
.sheet{background-color:#24221e!important;border-color:#45423b!important}
.ink,.ink h1{color:#efece6!important}
.quiet{color:#b5afa5!important}
.link,.rich a{color:#7fd0d6!important}
.button{background-color:#7fd0d6!important;color:#10201f!important}
}
`.trim()
