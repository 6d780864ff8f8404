/** Names of the cookies that a door and its pages know both; whose they are, the files say that set them. */

/** What a browser keeps is sealed by it. */
export const SEAL_COOKIE = 'almanac_seal'
/**
 * In which zone a visitor of the booking desk reads times: said by the page, read by the door that draws the next one.
 */
export const ZONE_COOKIE = 'almanac_zone'
/** `12` or `24`: the visitor's hour format, kept like their zone. */
export const HOURS_COOKIE = 'almanac_hours'
