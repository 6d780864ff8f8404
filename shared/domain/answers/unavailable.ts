/** Something that must be asked cannot be asked now; nothing is wrong with the request, and it may be repeated. */
export class Unavailable extends Error {
  override name = 'Unavailable'
}
