const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** What stands in the page of another site to show a booking page there; without its script it is a link. */
export function embedCode({ bookingUrl, title }: { bookingUrl: string; title: string }): string {
  const loader = new URL('/embed.js', bookingUrl).href
  return `<almanac-booking src="${bookingUrl}"><a href="${bookingUrl}">${escaped(title)}</a></almanac-booking>
<script async src="${loader}"></script>`
}
